/** What stands where the person's address stood. */
const mask = '<recipient>'

/**
 * The text without that address, however it is written: bounce messages, links and raw bodies often repeat it, and it is to
 * be kept in one place only.
 */
export function nameless(text: string, address: string | null): string {
  if (address === null || !(text.includes('@') || /%40/i.test(text))) return text
  return [address, encodeURIComponent(address), address.replace('@', '%40')].reduce(
    (rest, written) => rest.replaceAll(pattern(written), mask),
    text,
  )
}

const pattern = (text: string) => new RegExp(RegExp.escape(text), 'gi')
