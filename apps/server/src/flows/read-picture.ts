import { logoTypes } from '@airgraph/contract/settings.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'

type PictureType = (typeof logoTypes)[number]

interface Picture {
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

const mostPixels = 4_000

/** What picture these bytes are, by what is in them and not by what somebody says. Only such as cannot carry a script. */
export function readPicture(bytes: Uint8Array): Result<Picture, string> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const picture = readers.map((read) => read(view)).find((found) => found !== null)
  if (picture === undefined) return err('expected a picture: PNG, JPEG or WebP')
  const { width, height } = picture
  if (width < 1 || height < 1 || width > mostPixels || height > mostPixels)
    return err(`expected 1 to ${mostPixels} pixels a side, not ${width} × ${height}`)
  return ok(picture)
}

const pngMark = Buffer.from('89504e470d0a1a0a', 'hex')

function png(view: Buffer): Picture | null {
  if (view.length < 33 || !view.subarray(0, 8).equals(pngMark)) return null
  if (view.toString('latin1', 12, 16) !== 'IHDR') return null
  return { type: 'image/png', width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
}

/** Frames that say how large it is (ITU T.81, table B.1): all of 0xC0–0xCF but three. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpeg(view: Buffer): Picture | null {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xff_d8) return null
  let at = 2
  while (at + 9 <= view.length && view[at] === 0xff) {
    const marker = view[at + 1] ?? 0
    if (isFrame(marker))
      return {
        type: 'image/jpeg',
        height: view.readUInt16BE(at + 5),
        width: view.readUInt16BE(at + 7),
      }
    at += 2 + view.readUInt16BE(at + 2)
  }
  return null
}

function webp(view: Buffer): Picture | null {
  if (view.length < 30) return null
  if (view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WEBP')
    return null
  const size = sizeOfWebp(view)
  return size && { type: 'image/webp', ...size }
}

/** Of its three forms: with a header, lossless, lossy (developers.google.com/speed/webp/docs/riff_container). */
function sizeOfWebp(view: Buffer) {
  switch (view.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = view.readUInt32LE(21)
      return { width: (bits & 0x3f_ff) + 1, height: ((bits >>> 14) & 0x3f_ff) + 1 }
    }
    case 'VP8 ':
      return { width: view.readUInt16LE(26) & 0x3f_ff, height: view.readUInt16LE(28) & 0x3f_ff }
    default:
      return null
  }
}

const readers = [png, jpeg, webp]
