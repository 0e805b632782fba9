import type { Reported } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { judgeAlone } from '@airgraph/engagement/judge.ts'
import { dropWords } from '@airgraph/ingest/drop-words.ts'
import {
  type DropReason,
  normalise,
  type Normalised,
  type StepName,
} from '@airgraph/ingest/normalise.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { inTurns } from '../in-turns.ts'
import type { Instruments } from '../instruments.ts'

interface Needs {
  readonly events: Pick<EventStore, 'append'>
  readonly records: Pick<Records, 'contacts'>
  readonly instruments: Pick<Instruments, 'dropped'>
}

export interface Dropped {
  readonly index: number
  readonly reason: string
}

export interface From {
  readonly workspaceId: WorkspaceId
  /** Name of the source. */
  readonly source: string
  readonly receivedAt: Date
}

export type Append = ReturnType<typeof createAppend>

/** So many are normalised, or judged, before others get a turn. */
const turn = 500

/** reported → normalised → whose → judged by itself → on the disk */
export const createAppend =
  ({ events, records: { contacts }, instruments }: Needs) =>
  async (reported: readonly Reported[], from: From) => {
    const { kept, dropped } = await normaliseAll(reported, from)
    const withoutErased = (some: readonly (Normalised & Place)[]) =>
      partition(some, ({ identity }) => contacts.isErased(from.workspaceId, identity))
    const [taken, erased] = withoutErased(kept)
    const identities = taken.map(({ identity }) => identity)
    const whose = await contacts.remember(from.workspaceId, identities)
    await inTurns(taken, turn, ({ event }, i) => {
      Object.assign(event, { contactId: whose(i), engagement: judgeAlone(event) }) // nobody else has it
    })
    const [left, erasedSince] = withoutErased(taken)
    const refused = [...erased, ...erasedSince]
    for (const one of dropped) instruments.dropped(one.at, one.dropped)
    for (const _ of refused) instruments.dropped('whose', 'erased')
    const { seq } = await events.append(left.map(({ event }) => event))
    return {
      accepted: left.length,
      dropped: [
        ...dropped.map(inWords),
        ...refused.map(({ index }) => ({ index, reason: erasedWords })),
      ],
      seq,
    }
  }

const erasedWords =
  'This person was erased from the workspace: nothing that names them is stored any more.'

/** Those that are not, and those that are. */
function partition<T>(
  all: readonly T[],
  is: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  const found = all.filter(is)
  return found.length === 0 ? [all, found] : [all.filter((one) => !is(one)), found]
}

const inWords = ({
  index,
  dropped,
}: {
  readonly index: number
  readonly dropped: DropReason
}): Dropped => ({
  index,
  reason: dropWords[dropped],
})

interface Place {
  readonly index: number
}

async function normaliseAll(reported: readonly Reported[], from: From) {
  const kept: (Normalised & Place)[] = []
  const dropped: (Place & { readonly at: StepName; readonly dropped: DropReason })[] = []
  await inTurns(reported, turn, (one, index) => {
    const result = normalise(one, from)
    if ('kept' in result) kept.push({ ...result.kept, index })
    else dropped.push({ ...result, index })
  })
  return { kept, dropped }
}
