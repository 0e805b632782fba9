import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { changing, openEngine, total, valuesOf, worldIn } from './testing.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEngine()
})
afterAll(() => store[Symbol.asyncDispose]())

const workspace = 'days of campaigns'

/** With the totals as they are now. */
async function linksOf(campaign: string, countedBy: 'happened' | 'sent') {
  const answer = await worldIn(store, workspace).ask(
    {
      type: 'metrics',
      metrics: ['clicks', 'unique-clicks'],
      by: ['link'],
      from: '2026-11-01',
      to: '2026-12-01',
      countedBy,
      where: {
        all: [
          { dimension: 'campaign', is: [campaign] },
          { dimension: 'engagement', is: ['human'] },
        ],
      },
    },
    { changing: await changing(store, workspace) },
  )
  return valuesOf(answer)
}

it.each(['happened', 'sent'] as const)(
  'links of a campaign, counted by when it %s, are those of its days and of days that change',
  async (countedBy) => {
    const world = worldIn(store, workspace)
    const [campaign, message] = [`autumn ${countedBy}`, `m-${countedBy}`]
    const tell = (day: number, link: string) =>
      world.tell(`2026-11-${day} 10:00 ann/${message} clicked by:human link:${link}`, {
        campaignId: campaign,
      })
    await world.tell(`2026-11-10 09:00 ann/${message} sent`, { campaignId: campaign })
    await world.tell(`2026-11-11 09:00 ann/other-${countedBy} clicked by:human link:c`, {
      campaignId: 'winter',
    })
    await tell(10, 'a')
    await total(store, workspace)
    expect(await linksOf(campaign, countedBy)).toEqual([
      { link: 'a', clicks: 1, 'unique-clicks': 1 },
    ])
    await tell(11, 'b') // a day on which it had nothing, and of which there are totals
    await tell(12, 'b') // a day of which there are none
    const all = [
      { link: 'b', clicks: 2, 'unique-clicks': 1 },
      { link: 'a', clicks: 1, 'unique-clicks': 1 },
    ]
    expect(await linksOf(campaign, countedBy)).toEqual(all)
    await total(store, workspace)
    expect(await linksOf(campaign, countedBy)).toEqual(all)
  },
)
