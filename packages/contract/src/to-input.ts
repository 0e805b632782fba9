import type { Reported } from '@airgraph/domain/event.ts'

/** An event as POST /v1/events takes it: the inverse of `toReported`. */
export const toInput = ({ sourceId, recipient, occurredAt, money, ...rest }: Reported) => ({
  ...rest,
  raw: undefined, // ours to keep, not theirs to say
  eventId: sourceId,
  email: recipient,
  occurredAt: occurredAt.getTime(),
  amount: money?.amount,
  currency: money?.currency,
})
