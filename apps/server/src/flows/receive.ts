import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { Reading, RawRequest } from '@airgraph/ingest/esp.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import type { Source } from '@airgraph/store/records/sources.ts'
import type { Instruments } from '../instruments.ts'
import type { Append } from './append.ts'

interface Needs {
  readonly append: Append
  readonly instruments: Pick<Instruments, 'accepted' | 'refusedHook'>
  readonly certificate: (url: URL) => Promise<string>
  /** Says yes to a subscription, at a URL whose host the ESP's folder has checked. */
  readonly confirm: (url: URL) => Promise<void>
}

export type Received = Result<
  { readonly accepted: number; readonly refused: Reading['refused'] },
  | { readonly code: 'bad-signature' | 'too-old' }
  | { readonly code: 'unreadable'; readonly expected: string }
>

/** webhook → verified → read → appended */
export const createReceive =
  ({ append, instruments, certificate, confirm }: Needs) =>
  async (source: Source, request: RawRequest): Promise<Received> => {
    const esp = esps.find(({ name }) => name === source.esp)
    if (esp === undefined) throw new Error(`no ESP is called ${source.esp}`)
    const { receivedAt } = request
    const verified = await esp.verify(request, source.secrets, { now: receivedAt, certificate })
    if (!verified.ok) return refuse(esp.name, { code: verified.error })
    const read = esp.read(request)
    if (!read.ok) return refuse(esp.name, { code: 'unreadable', expected: read.error })
    if (read.value.confirm !== undefined) await confirm(read.value.confirm)
    const { events, origins, refused } = read.value
    const from = { workspaceId: source.workspaceId, source: source.name, receivedAt }
    const { accepted, dropped } = await append(events, from)
    instruments.accepted(esp.name, accepted)
    const droppedItems = dropped.map(({ index, reason }) => ({
      index: origins[index] ?? 0,
      reason,
    }))
    return ok({ accepted, refused: [...refused, ...droppedItems] })

    function refuse(name: string, why: Extract<Received, { ok: false }>['error']) {
      instruments.refusedHook(name, why.code)
      return err(why)
    }
  }
