import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reported } from '@airgraph/domain/event.ts'
import { importFile } from './import-file.ts'
import { type PlanOptions, readPlan } from './plan.ts'
import type { Rejected } from './reject-line.ts'

/** What a file comes to: everything but the progress. */
export interface Outcome {
  readonly events: readonly Reported[]
  readonly rejected: readonly Rejected[]
}

export async function imported(file: string, options: PlanOptions): Promise<Outcome> {
  const plan = readPlan(options)
  if (!plan.ok) throw new Error(plan.error)
  const events: Reported[] = []
  const rejected: Rejected[] = []
  for await (const outcome of importFile(file, plan.value)) {
    if ('event' in outcome) events.push(outcome.event)
    else if ('rejected' in outcome) rejected.push(outcome.rejected)
  }
  return { events, rejected }
}

/** Lends a file with this content. */
export async function withFile<T>(
  content: string | Uint8Array,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'airgraph-test-'))
  try {
    const file = join(folder, 'data')
    await writeFile(file, content)
    return await use(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const orders: PlanOptions = {
  kind: 'converted',
  map: 'contact=who,at=at,amount=paid',
  currency: 'EUR',
}

/** Imports a file of orders: columns who, at, paid. */
export const importing = (content: string | Uint8Array, options: PlanOptions = {}) =>
  withFile(content, (file) => imported(file, { ...orders, ...options }))
