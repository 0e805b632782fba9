import type { Imported } from '@airgraph/ingest/files/events-in.ts'

/** What is to be loaded. Begun anew, it makes the same events. */
export interface Order {
  readonly file: File
  readonly source: string
  readonly outcomes: () => AsyncGenerator<Imported, void>
}
