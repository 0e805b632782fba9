import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Failure } from '@airgraph/domain/failure.ts'

const unpack = promisify(gunzip)

const tooLarge = (most: number) =>
  new Failure('too-large', `The body is larger than ${most / 1024 / 1024} MB. Send it in parts.`)

/** The body's bytes, unpacked. A small body that unpacks to a huge one is refused before it is huge. */
export async function unpacked(
  body: Uint8Array,
  encoding: string | undefined,
  most: number,
): Promise<Uint8Array> {
  const coding = encoding?.trim().toLowerCase() || 'identity'
  if (coding === 'identity') {
    if (body.byteLength > most) throw tooLarge(most)
    return body
  }
  if (coding !== 'gzip' && coding !== 'x-gzip')
    throw new Failure('invalid', `Content-Encoding “${encoding}”: expected gzip or none.`)
  try {
    return await unpack(body, { maxOutputLength: most })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(most)
    throw new Failure(
      'invalid',
      'The body is said to be gzipped, and cannot be unzipped: it is cut short, damaged or not gzip.',
      { cause: error },
    )
  }
}
