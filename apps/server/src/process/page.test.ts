import { type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleWorkspace } from '../flows/sample.ts'
import { journeys } from './testing-journeys.ts'
import { cannotRun, desktop, openBrowser, type Opened, phone } from './testing-browser.ts'

describe.skipIf(cannotRun)('the page, in Chromium', () => {
  let inBrowser: Opened
  beforeAll(async () => {
    inBrowser = await openBrowser()
  }, 400_000)
  afterAll(() => inBrowser[Symbol.asyncDispose](), 60_000)

  const campaignRows = (page: Page) => page.getByTestId('campaigns').locator('tbody tr')
  const keyNumber = (page: Page, title: string) =>
    page.locator('.key-number', { hasText: title }).locator('.key-number-value')
  const settled = (page: Page) => campaignRows(page).first().waitFor()

  it('shows the numbers, the course of time, who was human, and the campaigns', async () => {
    await using opened = await inBrowser.open('/')
    const { page, complaints } = opened
    await settled(page)
    expect(await page.title()).toContain('Airgraph')
    expect(await keyNumber(page, 'Sent').textContent()).toMatch(/^\d[\d,]+$/)
    expect(await keyNumber(page, 'Human open rate').textContent()).toMatch(/^\d+(\.\d+)?%$/)
    expect(await keyNumber(page, 'Revenue').textContent()).toMatch(/^€\d/)
    expect(await page.locator('.change').count()).toBeGreaterThanOrEqual(8)
    await page.locator('canvas, svg[class*=chart], [_echarts_instance_]').first().waitFor()
    expect(await page.getByTestId('engagement').textContent()).toContain('Image proxy')
    expect(await campaignRows(page).count()).toBeGreaterThan(5)
    expect(complaints).toEqual([])
  })

  it('says machines and people apart, and keeps the choice in the address', async () => {
    await using opened = await inBrowser.open('/')
    const { page } = opened
    await settled(page)
    const human = await keyNumber(page, 'open rate').textContent()
    await page.getByText('Machine', { exact: true }).first().click()
    await page.locator('.key-number', { hasText: 'Machine open rate' }).waitFor()
    await expect.poll(() => keyNumber(page, 'open rate').textContent()).not.toBe(human)
    expect(new URL(page.url()).search).toContain('machine')
    await page.reload()
    await settled(page)
    expect(await page.locator('.key-number', { hasText: 'Machine open rate' }).count()).toBe(1)
  })

  it('sorts and searches the campaigns by keyboard, and keeps both in the address', async () => {
    await using opened = await inBrowser.open('/campaigns?range=6m')
    const { page } = opened
    await settled(page)
    const all = await campaignRows(page).count()
    await page.getByLabel('Find a campaign').fill('welcome')
    await expect.poll(() => campaignRows(page).count()).toBeLessThan(all)
    const names = await campaignRows(page).locator('th').allTextContents()
    expect(names.every((name) => name.includes('welcome'))).toBe(true)
    await page.getByLabel('Find a campaign').fill('no such thing')
    await page.getByText('No campaign’s name contains “no such thing”').waitFor()
    await page.getByLabel('Find a campaign').fill('')
    await page.getByTestId('campaigns').getByRole('button', { name: 'Revenue' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('[aria-sort=descending]').textContent()).toContain('Revenue')
    expect(new URL(page.url()).search).toBe('?range=6m&sort=-revenue')
  })

  /** Waits for nothing: returns when they are acknowledged. */
  async function report(arrivals: readonly object[]) {
    const key = await inBrowser.server.records.keys.create({
      workspaceId: sampleWorkspace,
      name: 'test',
      scopes: ['events:write'],
      expiresAt: null,
    })
    const posted = await fetch(`${inBrowser.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(arrivals),
    })
    expect(posted.status).toBe(200)
  }
  const sentNow = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      kind: 'sent',
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      email: `${name}${i}@example.com`,
      messageId: `${name}-${i}`,
      campaignId: 'just now',
    }))
  const sentOn = async (page: Page) =>
    Number((await keyNumber(page, 'Sent').textContent())?.replace(/\D/g, ''))
  /** Every question that the page asks from now on. */
  const questionsOf = (page: Page) => {
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/ask')) asked.push(request.postData() ?? '')
    })
    return asked
  }

  /** As the API answers it: all that was ever sent. */
  async function sentInAll() {
    const answer = await fetch(`${inBrowser.url}/v1/ask`, {
      method: 'POST',
      headers: { 'x-airgraph': 'page', 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'metrics',
        metrics: ['sent'],
        from: '2020-01-01',
        to: '2100-01-01',
      }),
    })
    const { rows } = (await answer.json()) as { rows: { values: { sent: { value: number } } }[] }
    return rows[0]?.values.sent.value ?? 0
  }

  it('what is counted is on the page within three seconds, without a reload', async () => {
    await using opened = await inBrowser.open('/?range=7d')
    const { page } = opened
    await settled(page)
    await page.locator('[data-live=live]').waitFor()
    await page.evaluate('globalThis.isSamePage = true')
    const [before, inAll] = await Promise.all([sentOn(page), sentInAll()])
    await report(sentNow('arrival', 25))
    const until = async (reached: () => Promise<boolean>) => {
      await expect.poll(reached, { timeout: 25_000, interval: 50 }).toBe(true)
      return Date.now()
    }
    // A busy machine takes its time to judge what came: that is the server's, and the page waits for nothing else.
    const [counted, shown] = await Promise.all([
      until(async () => (await sentInAll()) === inAll + 25),
      until(async () => (await sentOn(page)) === before + 25),
    ])
    expect(shown - counted).toBeLessThan(3_000)
    expect(await page.evaluate('globalThis.isSamePage')).toBe(true)
  })

  it('what cannot be seen is asked for when it comes into view', async () => {
    await using opened = await inBrowser.open('/?range=7d', {
      viewport: { width: 1440, height: 420 },
    })
    const { page } = opened
    await settled(page)
    await page.locator('[data-live=live]').waitFor()
    const asked = questionsOf(page)
    const ofCampaigns = () => asked.filter((question) => question.includes('"by":["campaign"]'))
    const before = await sentOn(page)
    await report(sentNow('below', 5))
    await expect.poll(() => sentOn(page), { timeout: 20_000 }).toBe(before + 5)
    expect(ofCampaigns()).toEqual([])
    await page.getByTestId('campaigns').scrollIntoViewIfNeeded()
    await expect.poll(() => ofCampaigns().length, { timeout: 5_000 }).toBeGreaterThan(0)
  })

  it('a month that is over stands still while mail goes out today; so does a page that is paused', async () => {
    await using past = await inBrowser.open(
      '/?range=custom&from=2026-06-01&to=2026-06-30&compare=none',
    )
    await using paused = await inBrowser.open('/?range=7d')
    await settled(paused.page)
    await past.page.locator('[data-live=live]').waitFor()
    await past.page.getByTestId('metric-sent').waitFor()
    await paused.page.getByRole('button', { name: 'Pause live updates' }).click()
    await past.page.waitForLoadState('networkidle')
    const asked = [questionsOf(past.page), questionsOf(paused.page)]
    const before = await sentOn(paused.page)
    const lastEvent = past.page.getByTestId('last-event')
    const seen = await lastEvent.getAttribute('data-received-at')
    await report(sentNow('paused', 3))
    await expect
      .poll(() => lastEvent.getAttribute('data-received-at'), { timeout: 5_000 })
      .not.toBe(seen)
    await past.page.waitForTimeout(2_500)
    // Campaigns are counted by their mail: what comes today may be of mail that was sent in that month.
    expect(asked[0]?.filter((question) => !question.includes('"countedBy":"sent"'))).toEqual([])
    expect(asked[1]).toEqual([])
    await paused.page.getByRole('button', { name: 'Go on live' }).click()
    await expect.poll(() => sentOn(paused.page), { timeout: 20_000 }).toBe(before + 3)
  })

  it.each([
    ['light', desktop],
    ['dark', desktop],
    ['light', phone],
    ['dark', phone],
  ] as const)('fits its window, %s, %j', async (colorScheme, viewport) => {
    await using opened = await inBrowser.open('/', { colorScheme, viewport })
    const { page, complaints } = opened
    await settled(page)
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow).toBe(0)
    const background = String(
      await page.evaluate('getComputedStyle(document.body).backgroundColor'),
    )
    const [red = 0] = background.match(/\d+/g)?.map(Number) ?? []
    expect(red < 128).toBe(colorScheme === 'dark')
    expect(complaints).toEqual([])
  })

  it('has a reference to read at /docs, from this server alone', async () => {
    await using opened = await inBrowser.open('/docs/')
    const { page, complaints } = opened
    for (const endpoint of ['Report events', 'Ask a question', 'Create an API key'])
      await page.getByText(endpoint).locator('visible=true').first().waitFor()
    expect(complaints).toEqual([])
  })

  it.each([
    ['/campaigns', 'text/html', 200],
    ['/campaigns/a%2Fb?range=7d', 'text/html,*/*', 200],
    ['/campaigns', 'application/json', 404],
    ['/v1/nothing', 'text/html', 404],
    ['/assets/none.js', 'text/html', 404],
    ['/hooks/none/at/all', 'text/html', 404],
  ])('%s for who takes %s is %d', async (path, accept, status) => {
    const answer = await fetch(`${inBrowser.url}${path}`, { headers: { accept } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain(
      status === 200 ? 'text/html' : 'application/problem+json',
    )
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
  })

  describe('journeys', () => journeys(() => inBrowser))
})
