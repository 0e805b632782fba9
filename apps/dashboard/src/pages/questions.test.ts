import { Question } from '@airgraph/domain/question.ts'
import { describe, expect, it } from 'vitest'
import { engagementQuestion } from '../kit/engagement/engagement-question.ts'
import { activityQuestion } from '../kit/metrics/activity-question.ts'
import { periodOf, presets } from '../time/period.ts'
import type { Scope } from '../url/scope.ts'
import * as campaign from './campaign/questions.ts'
import * as campaigns from './campaigns/questions.ts'
import { journeyQuestion } from './contact/questions.ts'
import * as deliverability from './deliverability/questions.ts'
import { countedQuestion } from './imports/questions.ts'
import * as overview from './overview/questions.ts'
import * as revenue from './revenue/questions.ts'

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const
const hostile = `'"} {p1: String} ; DROP`

/** Every question that any page asks. */
const asked = (scope: Scope): Readonly<Record<string, unknown>> => ({
  'overview: key numbers': overview.keyNumbersQuestion(scope),
  'overview: over time': activityQuestion(scope),
  'overview: classes': engagementQuestion(scope),
  'overview: campaigns': overview.campaignsQuestion(scope),
  campaigns: campaigns.campaignsQuestion(scope, 'all'),
  'campaigns of a stream': campaigns.campaignsQuestion(scope, 'outreach'),
  'campaign: key numbers': campaign.keyNumbersQuestion(scope, hostile),
  'campaign: sent': campaign.sentQuestion(scope, hostile),
  'campaign: funnel': campaign.funnelQuestion(scope, hostile),
  'campaign: since sent': campaign.sinceSentQuestion(scope, hostile, '2026-11-24'),
  'campaign: over time': campaign.overTimeQuestion(scope, hostile),
  'campaign: classes': campaign.classesQuestion(scope, hostile),
  'campaign: variants': campaign.variantsQuestion(scope, hostile),
  'campaign: links': campaign.linksQuestion(scope, hostile),
  'campaign: providers': campaign.providersQuestion(scope, hostile),
  'campaign: devices': campaign.devicesQuestion(scope, hostile),
  'campaign: clients': campaign.clientsQuestion(scope, hostile),
  'import: counted': countedQuestion(hostile, scope.period.from, scope.period.to),
  'contact: journey': journeyQuestion(hostile),
  'deliverability: key numbers': deliverability.keyNumbersQuestion(scope),
  'deliverability: providers': deliverability.providersQuestion(scope),
  'deliverability: matrix': deliverability.matrixQuestion(scope),
  'deliverability: reasons': deliverability.reasonsQuestion(scope, 'all'),
  'deliverability: reasons of one': deliverability.reasonsQuestion(scope, 'gmail'),
  'revenue: key numbers': revenue.keyNumbersQuestion(scope),
  'revenue: over time': revenue.overTimeQuestion(scope),
  'revenue: by campaign': revenue.splitQuestion(scope, 'campaign'),
})

describe.each(presets)('for %s', (preset) => {
  const scope = {
    period: periodOf(preset, '2026-11-22', calendar),
    compare: 'previous-year',
    engagement: 'machine',
  } as const
  it.each(Object.entries(asked(scope)))('%s is a question', (_, question) => {
    expect(Question.safeParse(question)).toMatchObject({ success: true })
  })
})

it('a campaign’s key numbers and its row in the list are of the same mail', () => {
  const scope = {
    period: periodOf('30d', '2026-11-22', calendar),
    compare: 'none',
    engagement: 'all',
  } as const
  const [one, list] = [
    campaign.keyNumbersQuestion(scope, 'x'),
    campaigns.campaignsQuestion(scope, 'all'),
  ]
  expect([one.from, one.to, one.countedBy, one.engagement]).toEqual([
    list.from,
    list.to,
    list.countedBy,
    list.engagement,
  ])
})

it('classes are told apart whatever engagement the reader chose', () => {
  const period = periodOf('7d', '2026-11-22', calendar)
  expect(engagementQuestion({ period })).toEqual({
    type: 'metrics',
    metrics: ['opens', 'clicks'],
    from: '2026-11-16',
    to: '2026-11-23',
    engagement: 'all',
    by: ['engagement'],
  })
})
