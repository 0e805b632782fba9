import { type Sql, sql, uint } from '@airgraph/sql/sql.ts'

/** A piece of the commit sequence: after `after`, up to and with `upTo`. */
export interface Range {
  readonly after: number
  readonly upTo: number
}

export const within = ({ after, upTo }: Range): Sql =>
  sql`(seq > ${uint(after)} AND seq <= ${uint(upTo)})`
