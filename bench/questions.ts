import type { Asked } from '@airgraph/domain/question.ts'
import type { About } from './dataset/dataset.ts'
import { month, quarter, year } from './periods.ts'

export interface BenchQuestion {
  readonly name: string
  /** One of them, or several that are asked at once. */
  readonly ask: (about: About) => readonly Asked[]
  /** Of one campaign, one contact or one month: its cost should not follow the size of the history. */
  readonly small?: true
}

const keyNumbers = [
  'sent',
  'delivery-rate',
  'open-rate',
  'click-rate',
  'conversions',
  'revenue',
  'unsubscribe-rate',
  'complaint-rate',
] as const

const campaignTable = {
  type: 'metrics',
  metrics: [
    'sent',
    'delivered',
    'unique-opens',
    'open-rate',
    'unique-clicks',
    'click-rate',
    'bounce-rate',
    'unsubscribes',
    'complaints',
    'conversions',
    'revenue',
  ],
  by: ['campaign'],
  limit: 500,
  ...year,
} as const satisfies Asked
const keyQuestion = {
  type: 'metrics',
  metrics: [...keyNumbers],
  compare: 'previous-period',
  ...month,
} as const satisfies Asked

export const questions: readonly BenchQuestion[] = [
  { name: 'campaign table', ask: () => [campaignTable] },
  {
    name: 'daily trend by provider, 12 months',
    ask: () => [
      {
        type: 'metrics',
        metrics: ['delivered', 'open-rate', 'click-rate'],
        by: ['mailbox-provider'],
        grain: 'day',
        ...year,
      },
    ],
  },
  { name: 'key numbers of a month, with the month before', ask: () => [keyQuestion], small: true },
  {
    name: 'heat map, hour × weekday',
    ask: () => [
      {
        type: 'metrics',
        metrics: ['unique-opens', 'unique-clicks'],
        by: ['hour', 'weekday'],
        limit: 200,
        ...year,
      },
    ],
  },
  {
    name: 'funnel of a month',
    ask: () => [
      { type: 'funnel', steps: ['sent', 'delivered', 'opened', 'clicked', 'converted'], ...month },
    ],
    small: true,
  },
  {
    name: 'links of one campaign',
    ask: ({ campaign }) => [
      {
        type: 'metrics',
        metrics: ['clicks', 'unique-clicks'],
        by: ['link'],
        where: { dimension: 'campaign', is: [campaign] },
        ...year,
      },
    ],
    small: true,
  },
  {
    name: 'journey of one contact',
    ask: ({ contact }) => [{ type: 'journey', contact }],
    small: true,
  },
  {
    name: 'people who opened, 90 days',
    ask: () => [{ type: 'metrics', metrics: ['people-opened'], ...quarter }],
  },
  {
    name: 'a formula over three metrics',
    ask: () => [
      {
        type: 'metrics',
        metrics: ['adjusted-open-rate'],
        by: ['mailbox-provider'],
        grain: 'week',
        ...year,
      },
    ],
  },
  {
    name: 'the whole first page',
    ask: () => [
      keyQuestion,
      { type: 'metrics', metrics: ['sent', 'opens', 'clicks'], grain: 'day', ...month },
      {
        type: 'metrics',
        metrics: ['opens', 'clicks'],
        by: ['engagement'],
        engagement: 'all',
        ...month,
      },
      {
        type: 'metrics',
        metrics: ['sent', 'delivered', 'open-rate', 'click-rate', 'conversions', 'revenue'],
        by: ['campaign'],
        countedBy: 'sent',
        ...month,
      },
    ],
  },
]
