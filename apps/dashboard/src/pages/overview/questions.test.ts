import { Question } from '@airgraph/domain/question.ts'
import { describe, expect, it } from 'vitest'
import { presets, periodOf } from '../../time/period.ts'
import {
  campaignsQuestion,
  classesQuestion,
  keyNumbersQuestion,
  overTimeQuestion,
} from './questions.ts'

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const
const ask = { keyNumbersQuestion, overTimeQuestion, classesQuestion, campaignsQuestion }

describe.each(Object.entries(ask))('%s', (_, question) => {
  it.each(presets)('is a question for %s', (preset) => {
    const period = periodOf(preset, '2026-11-22', calendar)
    const asked = question({ period, engagement: 'machine', compare: 'previous-year' })
    expect(Question.safeParse(asked)).toMatchObject({ success: true, data: { ...period } })
  })
})

it('classes are told apart whatever engagement the reader chose', () => {
  const period = periodOf('7d', '2026-11-22', calendar)
  expect(classesQuestion({ period })).toEqual({
    type: 'metrics',
    metrics: ['opens', 'clicks'],
    from: '2026-11-16',
    to: '2026-11-23',
    engagement: 'all',
    by: ['engagement'],
  })
})
