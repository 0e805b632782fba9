import { crc32 } from 'node:zlib'

/** Rows that were acknowledged together, in their places of the commit sequence. */
export interface Frame {
  /** Place of the first row; the others follow it. */
  readonly first: number
  readonly rows: number
  /** As `rowBinary` makes them. */
  readonly bytes: Uint8Array
}

export const lastOf = ({ first, rows }: Frame) => first + rows - 1

/** Its length, a checksum of all that follows, the place, the number of rows. */
const headLength = 4 + 4 + 8 + 4

/** What is written of a frame. */
export function framed({ first, rows, bytes }: Frame): readonly [Uint8Array, Uint8Array] {
  const head = Buffer.allocUnsafe(headLength)
  head.writeUInt32LE(bytes.length, 0)
  head.writeDoubleLE(first, 8)
  head.writeUInt32LE(rows, 16)
  head.writeUInt32LE(crc32(bytes, crc32(head.subarray(8))), 4)
  return [head, bytes]
}

/** The frames from the beginning of a file up to the first that is not whole: whoever wrote that one was stopped in it. */
export function framesIn(file: Buffer): readonly Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at + headLength <= file.length;) {
    const end = at + headLength + file.readUInt32LE(at)
    if (end > file.length || crc32(file.subarray(at + 8, end)) !== file.readUInt32LE(at + 4)) break
    frames.push({
      first: file.readDoubleLE(at + 8),
      rows: file.readUInt32LE(at + 16),
      bytes: file.subarray(at + headLength, end),
    })
    at = end
  }
  return frames
}
