import { describe, expect, it } from 'vitest'
import { rowOf } from '../../kit/testing.ts'
import { campaignName } from './CampaignName.tsx'
import { findCampaigns } from './find-campaigns.ts'

const rows = [
  rowOf({ campaign: 'spring' }, { sent: 10 }),
  rowOf({ campaign: '' }, { sent: 30 }),
  rowOf({ campaign: 'Week 10' }, { sent: 20 }),
  rowOf({}, { sent: 99 }, { other: true }),
]
const found = (search: string) => {
  const { named, last } = findCampaigns(rows, search, campaignName)
  return [...named, ...last].map(campaignName)
}

describe('campaigns', () => {
  it('are found by any part of their name; other is no campaign to find', () => {
    expect(found('  WEEK ')).toEqual(['Week 10'])
    expect(found('other')).toEqual([])
    expect(found('outside')).toEqual(['Outside any campaign'])
  })
  it('are all there, and what is gathered as other at the end, where nobody searches', () => {
    expect(found(' ')).toEqual(['spring', 'Outside any campaign', 'Week 10', 'All other campaigns'])
  })
})
