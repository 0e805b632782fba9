/** Rows as ClickHouse's `RowBinary` has them: value after value, each as its type says, and nothing between them. */

/** As rows travel. A column of words ("LowCardinality") takes text. */
export type ColumnType =
  | 'String'
  | 'UUID'
  | 'UInt8'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'Int64'
  | 'Float32'
  | 'DateTime'
  | "DateTime64(3, 'UTC')"
  | 'Array(String)'

/** In the order in which the values of a row stand. */
export type Columns = Readonly<Record<string, ColumnType>>

/** Moments are numbers: milliseconds, or seconds in a `DateTime`. Throws where a value is none of its column's type. */
export function rowBinary(columns: Columns, rows: readonly (readonly unknown[])[]): Buffer {
  const bytes = createBytes(rows.length * usualRow)
  const writers = Object.values(columns).map((type) => writersOf(bytes)[type])
  for (const row of rows)
    for (let at = 0; at < writers.length; at += 1) writers[at]?.(row[at] as never)
  return bytes.whole()
}

const usualRow = 320

type Writers = Readonly<Record<ColumnType, (value: never) => void>>

const writersOf = (bytes: Bytes): Writers => ({
  String: (text: string) => bytes.text(text),
  UUID: (id: string) => bytes.uuid(id),
  UInt8: (value: number) => bytes.uint(value, 1),
  UInt16: (value: number) => bytes.uint(value, 2),
  UInt32: (value: number) => bytes.uint(value, 4),
  UInt64: (value: number) => bytes.int64(value),
  Int64: (value: number) => bytes.int64(value),
  Float32: (value: number) => bytes.float(value),
  DateTime: (value: number) => bytes.uint(value, 4),
  "DateTime64(3, 'UTC')": (value: number) => bytes.int64(value),
  'Array(String)': (texts: readonly string[]) => {
    bytes.length(texts.length)
    for (const text of texts) bytes.text(text)
  },
})

type Bytes = ReturnType<typeof createBytes>

/** Up to this length text is copied sign by sign, which is quicker than asking for it. */
const shortText = 48

/** Bytes that become more as they are written. */
function createBytes(expected: number) {
  let buffer = Buffer.allocUnsafe(Math.max(expected, 1_024))
  let at = 0

  const room = (more: number) => {
    if (at + more <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + more))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  /** LEB128. */
  const length = (count: number) => {
    room(longestLength)
    let rest = count
    while (rest > 127) {
      buffer[at++] = (rest & 127) | 128
      rest >>>= 7
    }
    buffer[at++] = rest
  }
  /** Whether it was ASCII and is written; else nothing is. */
  const asAscii = (text: string) => {
    const start = at
    buffer[at++] = text.length
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      if (code > 127) {
        at = start
        return false
      }
      buffer[at++] = code
    }
    return true
  }

  return {
    length,
    text(text: string) {
      room(text.length * 3 + longestLength)
      if (text.length <= shortText && asAscii(text)) return
      length(Buffer.byteLength(text))
      at += buffer.write(text, at)
    },
    /** Two halves, each with its lowest byte first. */
    uuid(id: string) {
      room(16)
      for (let byte = 0; byte < 16; byte += 1) {
        const value = hexAt(id, uuidPlaces[byte] ?? 0)
        buffer[at + (byte ^ 7)] = value
      }
      at += 16
    },
    uint(value: number, size: 1 | 2 | 4) {
      room(size)
      at = buffer.writeUIntLE(value, at, size)
    },
    int64(value: number) {
      if (!Number.isSafeInteger(value)) throw new TypeError(`not a whole number: ${String(value)}`)
      room(8)
      buffer.writeInt32LE(value | 0, at) // the lower half, whatever its sign
      at = buffer.writeInt32LE(Math.floor(value / 2 ** 32), at + 4)
    },
    float(value: number) {
      room(4)
      at = buffer.writeFloatLE(value, at)
    },
    whole: () => buffer.subarray(0, at),
  }
}

const longestLength = 5

/** Where in the text of a UUID each of its bytes begins. */
const uuidPlaces = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]

const digits = '0123456789abcdef'
/** By the code of a sign; -1 where it is none of a number's. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) =>
  digits.indexOf(String.fromCharCode(code).toLowerCase()),
)

function hexAt(id: string, place: number): number {
  const high = digitOf[id.charCodeAt(place)] ?? -1
  const low = digitOf[id.charCodeAt(place + 1)] ?? -1
  if (high < 0 || low < 0) throw new TypeError(`not a UUID: ${id}`)
  return high * 16 + low
}
