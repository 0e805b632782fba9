/**
 * The fields of one CSV record (RFC 4180). `open`: a quoted field does not end in this text, it may go on in the next
 * line. `garbled`: text follows a closing quote. A quote inside an unquoted field is a character like another.
 */
export function splitRecord(
  text: string,
  delimiter: string,
): readonly string[] | 'open' | 'garbled' {
  if (!text.includes('"')) return text.split(delimiter)
  const fields: string[] = []
  for (let from = 0; ;) {
    const end =
      text.charCodeAt(from) === quote ? closingQuote(text, from) : text.indexOf(delimiter, from)
    if (text.charCodeAt(from) !== quote) {
      fields.push(end < 0 ? text.slice(from) : text.slice(from, end))
      if (end < 0) return fields
      from = end + 1
      continue
    }
    if (end < 0) return 'open'
    const field = text.slice(from + 1, end)
    fields.push(field.includes('"') ? field.replaceAll('""', '"') : field)
    if (end + 1 === text.length) return fields
    if (!text.startsWith(delimiter, end + 1)) return 'garbled'
    from = end + 2
  }
}

const quote = 34

/** Of the field that opens at `from`; −1 where it stays open. A doubled quote is a quote inside. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at
}
