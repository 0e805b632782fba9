/**
 * `null` where the text is not the one way to write these bytes: decoders pass over what is no letter and over the
 * last letter's unused bits, so that a changed signature would still be one.
 */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}
