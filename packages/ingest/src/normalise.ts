import type { MailEvent, Reported } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import { client } from './steps/client.ts'
import { identify } from './steps/identify.ts'
import { mailbox } from './steps/mailbox.ts'
import { money } from './steps/money.ts'
import { network } from './steps/network.ts'
import { properties } from './steps/properties.ts'
import type { Context, DropReason, Identity, Normalised, Step } from './steps/step.ts'
import { time } from './steps/time.ts'
import { who } from './steps/who.ts'
import { words } from './steps/words.ts'

export type { Context, DropReason, Identity, Normalised } from './steps/step.ts'

/** In order: `mailbox` reads what `who` found, `client` what `words` kept. */
const steps = { identify, time, who, mailbox, words, client, network, money, properties } as const
const inOrder: readonly (readonly [string, Step])[] = Object.entries(steps)

/** The step at which an event was dropped. */
export type StepName = keyof typeof steps

/** What a source reported, in our words; or why not, and which step said so. */
export function normalise(
  reported: Reported,
  context: Context,
): { readonly kept: Normalised } | { readonly dropped: DropReason; readonly at: StepName } {
  const draft = begin(reported, context)
  for (const [name, step] of inOrder) {
    const found = step(draft)
    if (typeof found === 'string') return { dropped: found, at: name as StepName }
    if (found.event) Object.assign(draft.event, found.event)
    if (found.identity) draft.identity = found.identity
  }
  return { kept: { event: draft.event, identity: draft.identity } }
}

const nobody = { address: null, externalId: null }

/** The one copy of a draft that changes, and only here: a copy per step costs half of the whole work. */
const begin = (reported: Reported, context: Context) => ({
  reported,
  context,
  identity: nobody as Identity,
  event: blank(reported, context),
})

const blank = (reported: Reported, context: Context): MailEvent => ({
  eventId: '' as EventId,
  workspaceId: context.workspaceId,
  source: context.source,
  kind: reported.kind,
  occurredAt: reported.occurredAt,
  receivedAt: context.receivedAt,
  contactId: null,
  messageId: null,
  campaignId: null,
  stream: reported.stream ?? null,
  mailboxProvider: null,
  recipientDomain: null,
  url: null,
  userAgent: null,
  client: null,
  device: null,
  ipNetwork: null,
  country: null,
  bounce: null,
  flags: reported.flags ?? [],
  engagement: null,
  money: null,
  name: null,
  properties: {},
  raw: null,
})
