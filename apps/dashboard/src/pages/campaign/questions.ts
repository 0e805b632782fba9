import type { Dimension, Filter } from '@airgraph/domain/filter.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import { engagementQuestion } from '../../kit/engagement/engagement-question.ts'
import { activityQuestion } from '../../kit/metrics/activity-question.ts'
import { mailMetrics } from '../../kit/metrics/mail-metrics.ts'
import { addDays } from '../../time/local-day.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Scope } from '../../url/scope.ts'

const whereCampaign = (campaign: string): Filter => ({ dimension: 'campaign', is: [campaign] })

/** Of the mail that was sent in the period: then a campaign's numbers are those of its row in the list. */
const ofSent = ({ period, engagement }: Scope, campaign: string) => ({
  type: 'metrics' as const,
  ...period,
  engagement,
  countedBy: 'sent' as const,
  where: whereCampaign(campaign),
})

export const keyNumbersQuestion = (scope: Scope, campaign: string) => ({
  ...ofSent(scope, campaign),
  metrics: [...mailMetrics],
})

/** When it was sent: a campaign goes out at once, or mail by mail for ever. */
export const sentQuestion = (scope: Scope, campaign: string) => ({
  ...ofSent(scope, campaign),
  engagement: 'human' as const,
  metrics: ['sent' as const],
  grain: 'day' as const,
})

export const funnelQuestion = ({ period, engagement }: Scope, campaign: string) => ({
  type: 'funnel' as const,
  steps: [
    'sent' as const,
    'delivered' as const,
    'opened' as const,
    'clicked' as const,
    'converted' as const,
  ],
  ...period,
  engagement,
  withinHours: 24 * 30,
  where: whereCampaign(campaign),
})

/** Days after the first message for which the hours are counted. */
const watchedDays = 3

/** First opens and clicks by the hour, from the day on which the campaign went out. */
export const sinceSentQuestion = ({ engagement }: Scope, campaign: string, firstDay: LocalDay) => ({
  type: 'metrics' as const,
  metrics: ['sent' as const, 'unique-opens' as const, 'unique-clicks' as const],
  from: firstDay,
  to: addDays(firstDay, watchedDays + 1),
  engagement,
  countedBy: 'happened' as const,
  grain: 'hour' as const,
  where: whereCampaign(campaign),
})

export const overTimeQuestion = (scope: Scope, campaign: string) => ({
  ...activityQuestion(scope),
  where: whereCampaign(campaign),
})

export const classesQuestion = (scope: Scope, campaign: string) => ({
  ...engagementQuestion(scope),
  countedBy: 'sent' as const,
  where: whereCampaign(campaign),
})

export const variantsQuestion = (scope: Scope, campaign: string) => ({
  ...ofSent(scope, campaign),
  metrics: [
    'delivered' as const,
    'open-rate' as const,
    'click-rate' as const,
    'conversion-rate' as const,
    'unsubscribe-rate' as const,
  ],
  by: ['property:variant' as const, 'property:subject' as const],
  limit: 20,
})

const split =
  (by: Dimension, metrics: readonly MetricName[], limit: number) =>
  (scope: Scope, campaign: string) => ({
    ...ofSent(scope, campaign),
    metrics: [...metrics],
    by: [by],
    limit,
  })

export const linksQuestion = split('link', ['clicks', 'unique-clicks', 'people-clicked'], 200)
export const providersQuestion = split(
  'mailbox-provider',
  ['sent', 'delivery-rate', 'bounce-rate', 'open-rate', 'click-rate', 'complaint-rate'],
  20,
)
export const devicesQuestion = split('device', ['opens', 'clicks'], 20)
export const clientsQuestion = split('client', ['opens', 'clicks'], 50)
