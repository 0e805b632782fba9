interface Filling {
  readonly url: string | undefined
  readonly secret?: string | undefined
}

/** In single quotes of a shell, where nothing but a single quote means anything. */
const quoted = (text: string) => text.replaceAll("'", `'\\''`)

/** A command of an ESP's guide, ready to paste; what is not known is said in capitals. */
export const fillCommand = (command: string, { url, secret }: Filling) =>
  command
    .replaceAll('{url}', () => quoted(url ?? 'THE-URL'))
    .replaceAll('{secret}', () => quoted(secret ?? 'YOUR-SECRET'))

/** An address that only this machine knows: no ESP can reach it. */
export const isOnlyHere = (url: string) => {
  const { hostname } = new URL(url)
  return /^(localhost|127\.|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|\.(local|localhost|internal)$/.test(
    hostname,
  )
}
