const offered = [
  'en-US',
  'en-GB',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'sv-SE',
  'tr-TR',
  'ja-JP',
]

/** How numbers and dates can be written; the words stay English. */
export function localeWords(): Readonly<Record<string, string>> {
  const names = new Intl.DisplayNames('en', { type: 'language' })
  return Object.fromEntries(offered.map((tag) => [tag, names.of(tag) ?? tag]))
}
