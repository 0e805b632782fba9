import type { StoredEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { LogLedger } from '../records/log-ledger.ts'
import type { LogPlan, LogRange, LogState } from '../records/log-state.ts'
import { decode } from './encode.ts'
import type { LogSink } from './event-log.ts'
import type { LogTransport } from './log-transport.ts'
import { carried, insertOptions, placesOf, rowsOf, type Taken } from './plan.ts'

interface Needs {
  readonly transport: LogTransport
  readonly ledger: LogLedger
  readonly sink: LogSink
  readonly signal: AbortSignal
}

/**
 * Ends what somebody began: the pending plan, if there is one. A sink forgets tokens, after an hour or after many inserts;
 * so it is asked first what it has, and is given what it lacks.
 */
export async function recover(needs: Needs): Promise<LogState> {
  const { transport, ledger, sink, signal } = needs
  const state = await ledger.read()
  const plan = state.pending
  if (plan === null) return state
  const stored = new Map((await sink.stored(placesOf(plan))).map((at) => [at.seq, at.eventId]))
  const taken = await readAgain(transport, plan, signal)
  if (taken === null && stored.size < plan.rows) throw isGone(transport.name)
  if (taken !== null) {
    const rows = rowsOf(taken, plan)
    if (rows.length !== plan.rows) throw isGone(transport.name)
    if (rows.some(({ seq, eventId }) => (stored.get(seq) ?? eventId) !== eventId))
      return recoverElsewhere(needs, state, plan)
    await insertLacking(needs, plan, { rows, stored })
  }
  const next = carried(state, plan)
  await ledger.write(next)
  return next
}

async function insertLacking(
  { transport, sink }: Needs,
  plan: LogPlan,
  {
    rows,
    stored,
  }: { readonly rows: readonly StoredEvent[]; readonly stored: Map<number, unknown> },
) {
  const lacking = rows.filter(({ seq }) => !stored.has(seq))
  if (lacking.length === 0) return
  const options = insertOptions(transport.name, plan)
  const isPart = lacking.length < rows.length // the plan's own token would keep the rest out
  const token = isPart ? `${options.token}/lacking-${lacking.length}` : options.token
  await sink.insert(lacking, { ...options, token })
}

/** Somebody wrote into the store past the log, and took the places. */
async function recoverElsewhere(needs: Needs, state: LogState, plan: LogPlan): Promise<LogState> {
  const { seq } = await needs.sink.tail()
  const seqFirst = Math.max(seq, placesOf(plan).last) + 1
  await needs.ledger.write({ ...state, pending: { ...plan, seqFirst } })
  return recover(needs)
}

/** `null` where the log has not all of it any more. */
async function readAgain(
  transport: LogTransport,
  { ranges }: LogPlan,
  signal: AbortSignal,
): Promise<readonly Taken[] | null> {
  const kept = new Map((await transport.shards()).map((shard) => [shard.shard, shard]))
  const isKept = ({ shard, first, last }: LogRange) => {
    const now = kept.get(shard)
    return now !== undefined && now.first <= first && now.last >= last
  }
  if (!ranges.every(isKept)) return null
  return (await Promise.all(ranges.map((range) => readRange(transport, range, signal)))).flat()
}

async function readRange(
  transport: LogTransport,
  { shard, first, last }: LogRange,
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  const taken: Taken[] = []
  let isWhole = false
  for await (const { position, key, body } of transport.read(shard, first - 1, signal)) {
    if (position <= last) taken.push({ shard, position, key, events: decode(body) })
    isWhole = position >= last
    if (isWhole) break
  }
  signal.throwIfAborted()
  if (!isWhole) throw new Failure('unavailable', `Reading ${shard} has ended.`, { retry: 'later' })
  return taken
}

/** To go on regardless would lose what was acknowledged, which may be there still, behind another address. */
const isGone = (log: string) =>
  new Failure(
    'conflict',
    `Messages that were being carried are not in the log “${log}” any more. Is it the right one? If they are lost for ` +
      `good, let it go on without them: UPDATE log_ledgers SET pending = NULL WHERE log = '${log}'`,
  )
