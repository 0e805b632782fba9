import type { MetricName } from '@airgraph/domain/question.ts'
import type { Scope } from '../../url/scope.ts'

/** All that is known of a campaign's mail, in the order of its life. */
const campaignMetrics = [
  'sent',
  'delivered',
  'delivery-rate',
  'bounce-rate',
  'open-rate',
  'adjusted-open-rate',
  'click-rate',
  'click-to-open-rate',
  'unsubscribe-rate',
  'complaint-rate',
  'reply-rate',
  'conversions',
  'conversion-rate',
  'revenue',
  'revenue-per-thousand-delivered',
] as const satisfies readonly MetricName[]

/** More than a table shows well at first; the column chooser brings them. */
export const usuallyHidden = [
  'delivered',
  'adjusted-open-rate',
  'click-to-open-rate',
  'reply-rate',
  'conversion-rate',
  'revenue-per-thousand-delivered',
] as const satisfies readonly MetricName[]

const mostCampaigns = 2_000

/** Counted by when the mail was sent, so that a campaign's opens are of that campaign's mail. */
export const campaignsQuestion = ({ period, engagement }: Scope, stream: string) => ({
  type: 'metrics' as const,
  metrics: [...campaignMetrics],
  ...period,
  engagement,
  countedBy: 'sent' as const,
  by: ['campaign' as const],
  orderBy: 'sent' as const,
  limit: mostCampaigns,
  ...(stream !== 'all' && { where: { dimension: 'stream' as const, is: [stream] } }),
})
