import type { StoredEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { LogLedger } from '../records/log-ledger.ts'
import type { LogPlan, LogRange, LogState } from '../records/log-state.ts'
import { decode } from './encode.ts'
import type { LogSink } from './event-log.ts'
import type { LogTransport } from './log-transport.ts'
import { carried, placesOf, rowsOf, type Taken, tokenOf } from './plan.ts'

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
  const rows = rowsOf(await readAgain(transport, plan, signal), plan)
  if (rows.length !== plan.rows) throw isGone(transport.name)
  const stored = new Map((await sink.stored(placesOf(plan))).map((at) => [at.seq, at.eventId]))
  if (rows.some(({ seq, eventId }) => (stored.get(seq) ?? eventId) !== eventId))
    return recoverElsewhere(needs, state, plan)
  await insertLacking(needs, plan, { rows, stored })
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
  const token = tokenOf(transport.name, plan)
  const isPart = lacking.length < rows.length // the plan's own token would keep the rest out
  await sink.insert(lacking, { token: isPart ? `${token}/lacking-${lacking.length}` : token })
}

/** Somebody wrote into the store past the log, and took the places. */
async function recoverElsewhere(needs: Needs, state: LogState, plan: LogPlan): Promise<LogState> {
  const { seq } = await needs.sink.tail()
  const seqFirst = Math.max(seq, placesOf(plan).last) + 1
  await needs.ledger.write({ ...state, pending: { ...plan, seqFirst } })
  return recover(needs)
}

async function readAgain(
  transport: LogTransport,
  { ranges }: LogPlan,
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  const kept = new Map((await transport.shards()).map((shard) => [shard.shard, shard]))
  const isKept = ({ shard, first }: LogRange) => (kept.get(shard)?.first ?? Infinity) <= first
  if (!ranges.every(isKept)) throw isGone(transport.name)
  return (await Promise.all(ranges.map((range) => readRange(transport, range, signal)))).flat()
}

async function readRange(
  transport: LogTransport,
  { shard, first, last }: LogRange,
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  const taken: Taken[] = []
  for await (const { position, body } of transport.read(shard, first - 1, signal)) {
    if (position <= last) taken.push({ shard, position, events: decode(body) })
    if (position >= last) break
  }
  signal.throwIfAborted()
  return taken
}

/** To go on regardless would lose what was acknowledged, which may be there still, behind another address. */
const isGone = (log: string) =>
  new Failure(
    'conflict',
    `Messages that were being carried are not in the log “${log}” any more. Is it the right one? If they are lost for ` +
      `good, let it go on without them: UPDATE log_ledgers SET pending = NULL WHERE log = '${log}'`,
  )
