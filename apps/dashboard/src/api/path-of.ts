type Values = Readonly<Record<string, string | number | boolean | null | undefined>>

/** `/v1/keys/:keyId` with its values. What is not said is left out. */
export function pathOf(path: string, params: Values = {}, query: Values = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  )
  const said = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [name, String(value)])
  const search = new URLSearchParams(said).toString()
  return search === '' ? filled : `${filled}?${search}`
}
