/** The files of one archive: made of what counts for a month, read back before anybody relies on them, described by a manifest. */
import { randomUUID } from 'node:crypto'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { type ArchivedMonth, monthNumber, wherever } from '@airgraph/sql/archived.ts'
import { join, name, type Sql, sql, str, uint, uuid, uuids } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'
import { factColumns } from '../fold/fact-rows.ts'
import { rowColumns } from '../rows.ts'
import type { Place } from './place.ts'
import { type ArchivedTable, archivedTables, idsIn, structures } from './structure.ts'

export const formatVersion = 1

/** Of which month, and where. */
export interface ArchiveOf {
  readonly archiveId: string
  readonly workspaceId: WorkspaceId
  readonly month: string
}

export interface Manifest {
  readonly format: number
  readonly archiveId: string
  readonly workspaceId: string
  readonly month: string
  readonly madeAt: string
  /** Places in the commit sequence; 0 of a month without events. */
  readonly seq: { readonly min: number; readonly max: number }
  readonly files: readonly {
    readonly table: ArchivedTable
    readonly file: string
    readonly rows: number
    /** Σ cityHash64 of all columns, over the rows: what the engine says of the same rows wherever they lie. */
    readonly content: string
    readonly bytes: number
    /** `null` where the file is not on this machine. */
    readonly sha256: string | null
  }[]
}

type Store = Pick<EventStore, 'run' | 'query'>

export const newArchiveId = () => randomUUID()

const folderOf = ({ workspaceId, month, archiveId }: ArchiveOf) =>
  `${encodeURIComponent(workspaceId).replaceAll('.', '%2E')}/${month}/${archiveId}`
const fileOf = (of: ArchiveOf, table: ArchivedTable) => `${folderOf(of)}/${table}.parquet`
const manifestOf = (of: ArchiveOf) => `${folderOf(of)}/manifest.json`

const inFile = (place: Place, of: ArchiveOf, table: ArchivedTable) =>
  place.table(fileOf(of, table), structures[table])
const withIds = (table: ArchivedTable, as: 'toUUID' | 'toString', from: Sql) =>
  sql`SELECT * REPLACE (${join(
    idsIn[table].map((id) => sql`${name(as)}(${name(id)}) AS ${name(id)}`),
    ', ',
  )}) FROM ${from}`

/** To stand after FROM: rows as the table has them. */
export const fileTable = (place: Place, of: ArchiveOf, table: ArchivedTable) =>
  sql`(${withIds(table, 'toUUID', inFile(place, of, table))})`

export const asArchivedMonth = (place: Place, of: ArchiveOf): ArchivedMonth => ({
  month: of.month,
  archiveId: of.archiveId,
  events: fileTable(place, of, 'events'),
  facts: fileTable(place, of, 'facts'),
})

const order: Readonly<Record<ArchivedTable, Sql>> = {
  events: sql`contact_id, event_id`,
  facts: sql`day, kind, event_key, contact_id`,
}
const days: Readonly<Record<ArchivedTable, Sql>> = {
  events: sql`toYYYYMM(occurred_at)`,
  facts: sql`toYYYYMM(day)`,
}
const nobody = sql`toUUID('00000000-0000-0000-0000-000000000000')`

/** What is to be left out; `rows`: a condition. */
export interface Without {
  readonly contactIds?: readonly ContactId[]
  readonly rows?: Source
}

const columns: Readonly<Record<ArchivedTable, Sql>> = {
  events: join(Object.keys(rowColumns).map(name), ', '),
  facts: join([...factColumns, name('version')], ', '),
}

/** Where the rows of a new archive come from. */
export type Source = (table: ArchivedTable) => Sql

/** The rows of a month that count now and name somebody, wherever they lie. Nobody may write to the month meanwhile. */
export const ofMonth =
  ({ workspaceId, month }: ArchiveOf, months: readonly ArchivedMonth[]): Source =>
  (table) =>
    sql`SELECT ${columns[table]}
      FROM ${wherever(
        table,
        workspaceId,
        months.filter((one) => one.month === month),
      )}
      WHERE workspace_id = ${str(workspaceId)} AND ${days[table]} = ${uint(monthNumber(month))} AND contact_id != ${nobody}`

/** What another archive has, but for some of it. */
export const ofArchive =
  (place: Place, of: ArchiveOf, { contactIds = [], rows = () => sql`0` }: Without): Source =>
  (table) =>
    sql`SELECT ${columns[table]} FROM ${fileTable(place, of, table)}
      WHERE contact_id NOT IN (${uuids(contactIds)}) AND NOT (${rows(table)})`

interface Sum {
  readonly rows: number
  readonly content: string
}

async function sumOf(store: Store, rows: Sql): Promise<Sum> {
  const { rows: answer } = await store.query(
    sql`SELECT count() AS rows, toString(sum(cityHash64(*))) AS content FROM (${rows})`,
  )
  return { rows: Number(answer[0]?.['rows']), content: String(answer[0]?.['content']) }
}

/** Makes the files, and reads them back. */
export async function writeArchive(
  store: Store,
  place: Place,
  of: ArchiveOf,
  source: Source,
): Promise<Manifest> {
  const files: Manifest['files'][number][] = []
  for (const table of archivedTables) {
    const rows = source(table)
    const path = fileOf(of, table)
    await place.prepare(path)
    await store.run(sql`INSERT INTO FUNCTION ${inFile(place, of, table)}
      ${withIds(table, 'toString', sql`(${rows})`)} ORDER BY ${order[table]}
      SETTINGS output_format_parquet_compression_method = 'zstd', s3_truncate_on_insert = 1, engine_file_truncate_on_insert = 1`)
    const [given, kept] = [await sumOf(store, rows), await sumOf(store, read(place, of, table))]
    if (given.rows !== kept.rows || given.content !== kept.content)
      throw new Failure(
        'unavailable',
        `What was written of ${table} in ${of.month} is not what is stored: ${kept.rows} rows instead of ${given.rows}. Nothing was removed.`,
      )
    files.push({ table, file: `${table}.parquet`, ...kept, ...(await place.sealed(path)) })
  }
  const manifest: Manifest = {
    format: formatVersion,
    archiveId: of.archiveId,
    workspaceId: of.workspaceId,
    month: of.month,
    madeAt: new Date().toISOString(),
    seq: await seqOf(store, read(place, of, 'events')),
    files,
  }
  await place.write(manifestOf(of), JSON.stringify(manifest, null, 2)) // last: what has none is no archive
  return manifest
}

const read = (place: Place, of: ArchiveOf, table: ArchivedTable) =>
  sql`SELECT * FROM ${fileTable(place, of, table)}`

async function seqOf(store: Store, rows: Sql) {
  const { rows: answer } = await store.query(
    sql`SELECT min(seq) AS least, max(seq) AS most FROM (${rows})`,
  )
  return { min: Number(answer[0]?.['least'] ?? 0), max: Number(answer[0]?.['most'] ?? 0) }
}

export async function readManifest(place: Place, of: ArchiveOf): Promise<Manifest> {
  let text
  try {
    text = await place.read(manifestOf(of))
  } catch (cause) {
    throw new Failure(
      'unavailable',
      `The archive of ${of.month} is not whole: its manifest cannot be read at ${place.name}.`,
      { cause },
    )
  }
  return JSON.parse(text) as Manifest
}

/** Throws where the files are not what the manifest says. */
export async function verifyArchive(store: Store, place: Place, of: ArchiveOf) {
  const manifest = await readManifest(place, of)
  for (const { table, file, rows, content, sha256 } of manifest.files) {
    const wrong = (how: string) =>
      new Failure('conflict', `${file} of ${of.month} is not as it was written: ${how}.`)
    if (sha256 !== null && (await place.sealed(fileOf(of, table))).sha256 !== sha256)
      throw wrong('its checksum does not match')
    const kept = await sumOf(store, read(place, of, table))
    if (kept.rows !== rows || kept.content !== content)
      throw wrong(`it has ${kept.rows} rows, and had ${rows}`)
  }
  return manifest
}

export const countsOf = ({ files }: Manifest) => {
  const rowsIn = (table: ArchivedTable) => files.find((one) => one.table === table)?.rows ?? 0
  return {
    events: rowsIn('events'),
    facts: rowsIn('facts'),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** Every file of an archive, by its path at its place. */
export const pathsOf = (of: ArchiveOf) => [
  ...archivedTables.map((table) => fileOf(of, table)),
  manifestOf(of),
]

export const removeFiles = (place: Place, of: ArchiveOf) => place.remove(pathsOf(of))

/** So short that it takes four bytes an event; two that are alike only bring somebody back for nothing. */
export const shortHash = (of: Sql): Sql => sql`toUInt32(bitAnd(sipHash64(${of}), 4294967295))`

/** By which a late event is known to belong to what is archived. */
export const indexArchive = (place: Place, of: ArchiveOf): Sql => sql`
  INSERT INTO archived_contacts (workspace_id, archive_id, contact_id, events, messages)
  SELECT workspace_id, ${uuid(of.archiveId)} AS archive_id, contact_id, groupArray(${shortHash(sql`event_id`)}) AS hashes,
    groupUniqArrayIf(${shortHash(sql`message_id`)}, message_id != '') AS message_hashes
  FROM ${fileTable(place, of, 'events')} GROUP BY workspace_id, contact_id`
