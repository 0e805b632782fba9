/** What a recipient of a campaign may have done with it. `any`: whatever it was. */
export const recipientActs = [
  'any',
  'delivered',
  'bounced',
  'opened',
  'not-opened',
  'clicked',
  'converted',
  'unsubscribed',
  'complained',
] as const
export type RecipientAct = (typeof recipientActs)[number]
