import type { MailEvent } from '@airgraph/domain/event.ts'
import { classesOf, type EngagementClass, type Verdict } from '@airgraph/domain/verdict.ts'
import { gatherEvidence } from '@airgraph/engagement/gather-evidence.ts'
import { judgeContact } from '@airgraph/engagement/judge.ts'
import type { Truth } from '@airgraph/simulate/simulate.ts'
import { auc, type Scored } from './auc.ts'
import type { Observed } from './contacts.ts'

/** How a way of judging did on one programme. */
export interface Score {
  /** Of opens and clicks together, by the probability that a person did it; `null` where all are one kind. */
  readonly auc: number | null
  readonly aucOfOpens: number | null
  readonly aucOfClicks: number | null
  /** Judged ÷ true human click rate − 1. */
  readonly clickRateError: number
  /** Of opens and clicks, those counted for the right side; unknown is neither. */
  readonly accuracy: number
}

type Judgement = Pick<Verdict, 'class' | 'humanProbability'>
type Judge = (contact: readonly MailEvent[]) => ReadonlyMap<string, Judgement>

/** As the product judges: the contact's whole history, and what the workspace knows. */
export function classifier({ contacts }: Observed): Judge {
  const workspace = gatherEvidence(contacts)
  return (contact) => judgeContact(contact, workspace)
}

const machineFlags: readonly string[] = ['machine-open', 'proxy-open', 'prefetched', 'bot']

/** The baseline: what the sources' own flags say, and nothing else. */
export const flagsAlone: Judge = (contact) =>
  new Map(
    contact.filter(isEngagement).map(({ eventId, flags }) => {
      const isMachine = flags.some((flag) => machineFlags.includes(flag))
      const verdict = isMachine
        ? { class: 'scanner' as const, humanProbability: 0 }
        : { class: 'human' as const, humanProbability: 1 }
      return [eventId, verdict as Judgement]
    }),
  )

export function score(observed: Observed, judge: Judge): Score {
  const opens: Scored[] = []
  const clicks: Scored[] = []
  const clicked = { judged: new Set<string>(), truly: new Set<string>() }
  let right = 0
  for (const contact of observed.contacts) {
    const verdicts = judge(contact)
    for (const event of contact.filter(isEngagement)) {
      const truth = truthOf(event, observed.truth)
      const verdict = verdicts.get(event.eventId)
      if (verdict === undefined) throw new Error(`${event.eventId} was not judged`)
      const list = event.kind === 'opened' ? opens : clicks
      list.push({ score: verdict.humanProbability, positive: truth.human })
      const counted = sideOf(verdict.class)
      if (counted !== null && (counted === 'human') === truth.human) right++
      if (event.kind === 'clicked' && truth.human) clicked.truly.add(event.messageId ?? '')
      if (event.kind === 'clicked' && counted === 'human') clicked.judged.add(event.messageId ?? '')
    }
  }
  return {
    auc: auc([...opens, ...clicks]),
    aucOfOpens: auc(opens),
    aucOfClicks: auc(clicks),
    clickRateError: clicked.judged.size / clicked.truly.size - 1,
    accuracy: right / (opens.length + clicks.length),
  }
}

const isEngagement = ({ kind }: MailEvent) => kind === 'opened' || kind === 'clicked'

function truthOf({ eventId }: MailEvent, truths: ReadonlyMap<string, Truth>): Truth {
  const truth = truths.get(eventId)
  if (truth === undefined) throw new Error(`nobody knows who caused ${eventId}`)
  return truth
}

function sideOf(of: EngagementClass) {
  if (classesOf.human.includes(of)) return 'human'
  return classesOf.machine.includes(of) ? 'machine' : null
}
