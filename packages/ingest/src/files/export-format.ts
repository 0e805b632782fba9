import type { Reported } from '@airgraph/domain/event.ts'

/** A file that another product exports: its columns are known, so nobody has to say what they mean. */
export interface ExportFormat {
  /** Also what the events' source is called: what its client sent live and what is imported are then one. */
  readonly name: string
  readonly title: string
  /** Without these it is another file. */
  readonly columns: readonly string[]
  /**
   * The event that a row tells of; `null` where it is one of nobody. Throws a `RowFault` where it cannot be read.
   * `currency` is for amounts that name none.
   */
  read(fields: Readonly<Record<string, unknown>>, currency: string): Reported | null
}
