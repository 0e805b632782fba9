import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { rejectHeader, rejectLine, type Rejected } from '@airgraph/ingest/files/reject-line.ts'

/** The file of rows that were not loaded. It is made with the first of them. */
export function openRejects(file: string) {
  let stream: WriteStream | null = null
  let count = 0
  let repeated = 0
  let endsEarly: number | null = null
  const open = () => {
    const made = createWriteStream(file)
    made.write(rejectHeader)
    return made
  }
  return {
    file,
    get count() {
      return count
    },
    /** Of these, rows that are equal to one above. */
    get repeated() {
      return repeated
    },
    /** The line in which the file ends though there was to be more of it. */
    get endsEarly() {
      return endsEarly
    },
    add(rejected: Rejected) {
      stream ??= open()
      stream.write(rejectLine(rejected))
      count += 1
      if (rejected.repeated) repeated += 1
      if (rejected.endsEarly) endsEarly = rejected.line
    },
    async [Symbol.asyncDispose]() {
      if (stream === null) return
      stream.end()
      await finished(stream)
    },
  }
}
