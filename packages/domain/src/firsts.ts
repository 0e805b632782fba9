/**
 * What counts once for a message, however many events say it. The event that said it first carries its bit: the place in
 * this list. The list only ever grows at its end, because bits are stored.
 */
export const firsts = [
  'sent',
  'delivered',
  'deferred',
  'hard_bounced',
  'soft_bounced',
  'bounced',
  'rejected',
  'opened_human',
  'opened_proxy',
  'opened_prefetch',
  'opened_scanner',
  'opened_unknown',
  'opened_people',
  'opened_machines',
  'opened_all',
  'clicked_human',
  'clicked_proxy',
  'clicked_prefetch',
  'clicked_scanner',
  'clicked_unknown',
  'clicked_people',
  'clicked_machines',
  'clicked_all',
  'opened_unreliably',
  'unsubscribed',
  'complained',
  'replied',
] as const
export type First = (typeof firsts)[number]

export const bitOf = (first: First) => firsts.indexOf(first)
