/** "EUR – Euro", those that are most used first. */
export function currencyWords(): Readonly<Record<string, string>> {
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  const first = ['EUR', 'USD', 'GBP', 'CHF']
  const all = [...new Set([...first, ...Intl.supportedValuesOf('currency')])]
  return Object.fromEntries(all.map((code) => [code, `${code} – ${names.of(code) ?? code}`]))
}
