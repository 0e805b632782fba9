import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const postBackup = endpoint({
  method: 'POST',
  path: '/v1/backups',
  summary: 'Write the whole installation into an empty folder of the server',
  scope: 'operator',
  role: 'nobody',
  body: z.strictObject({ dir: z.string().min(1).max(4_000) }),
  reply: {
    201: z.object({
      madeAt: z.iso.datetime(),
      seq: z.int(),
      settled: z.int(),
      events: z.int(),
      archive: z.object({ months: z.int(), place: z.string(), included: z.boolean() }).optional(),
      files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })),
    }),
    409: Problem,
  },
})

const price = (usual: number) => z.coerce.number().min(0).max(1_000_000).default(usual)

export const Storage = z
  .object({
    tables: z.array(
      z.object({ table: z.string(), rows: z.number(), bytes: z.number(), parts: z.number() }),
    ),
    /** Of the records’ database. */
    recordsBytes: z.number(),
    events: z.number(),
    /** Of everything stored for an event, but for what a fold is working on; `null` while there are none. */
    bytesPerEvent: z.number().nullable(),
    /** Committed in the last seven days, a day; `null` without any. */
    eventsPerDay: z.number().nullable(),
    bytesPerDay: z.number().nullable(),
    diskFreeBytes: z.number().nullable(),
    /** At this growth; `null` where it is not known or more than a century away. */
    diskFullOn: z.iso.date().nullable(),
    /** A month of storage at the price given, now and in a year, and with ten times the growth. */
    cost: z.object({
      pricePerGigabyteMonth: z.number(),
      now: z.number(),
      inAYear: z.number().nullable(),
      inAYearTenfold: z.number().nullable(),
    }),
    /** Months in files, of all workspaces. */
    cold: z.object({
      place: z.string().nullable(),
      months: z.int(),
      events: z.int(),
      bytes: z.number(),
      pricePerGigabyteMonth: z.number(),
      cost: z.number(),
    }),
    /** Committed and not yet in the derived tables, or not yet judged. */
    behind: z.object({
      folding: z.number(),
      judging: z.number(),
      /** Messages of the log that are not yet in the event store; `null` without a log, or when it does not answer. */
      carrying: z.number().nullable(),
    }),
    /** What somebody should look at; empty is well. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Storage' })
export type Storage = z.infer<typeof Storage>

export const getStorage = endpoint({
  method: 'GET',
  path: '/v1/storage',
  summary: 'What is stored, how it grows, when the disk is full, and what it costs',
  scope: 'operator',
  role: 'nobody',
  query: z.object({
    pricePerGigabyteMonth: price(0.1),
    coldPricePerGigabyteMonth: price(0.025),
  }),
  reply: { 200: Storage },
})
