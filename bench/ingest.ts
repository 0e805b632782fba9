import { toInput } from '@airgraph/contract/to-input.ts'
import { simulate } from '@airgraph/simulate/simulate.ts'
import { openBenched, postOk } from './benched.ts'
import { type Figure, inParallel, ms, perSecond, quantile, timed } from './figures.ts'
import { ownInsert } from './own-insert.ts'

const inBatch = 1_000
const batches = 150
const atOnce = 4

/** Simulated events of a large programme, as bodies of `POST /v1/events`. */
export function bodies(): readonly string[] {
  const programme = {
    seed: 11,
    contacts: 40_000,
    from: new Date('2026-09-01'),
    to: new Date('2026-10-01'),
    campaignsPerWeek: 3,
  }
  const made: string[] = []
  let batch: unknown[] = []
  for (const { happening, repeated } of simulate(programme)) {
    const event = toInput(happening.reported)
    if (repeated || (event.email ?? event.externalId) === undefined) continue
    batch.push(event)
    if (batch.length < inBatch) continue
    made.push(JSON.stringify(batch))
    batch = []
    if (made.length === batches) break
  }
  return made
}

export async function ingest(): Promise<readonly Figure[]> {
  const all = bodies()
  const own = await ownInsert(all)
  await using server = await openBenched()
  const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
  const { milliseconds, result } = await timed(() =>
    inParallel(all, atOnce, (body) => postOk(`${server.url}/v1/events`, body, headers)),
  )
  return [
    {
      what: `events/s over HTTP, durable, in batches of ${inBatch.toLocaleString('en')}, ${atOnce} at once`,
      value: perSecond(all.length * inBatch, milliseconds),
    },
    {
      what: 'acknowledgement of such a batch, median and p99',
      value: `${ms(quantile(result, 0.5))}, ${ms(quantile(result, 0.99))}`,
    },
    {
      what: 'of what the engine alone inserts of the same, in blocks of 10,000',
      value: `${((all.length * inBatch) / (milliseconds / 1_000) / own).toFixed(2)} of ${Math.round(own).toLocaleString('en')} events/s`,
    },
  ]
}
