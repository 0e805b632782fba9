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

  it('moves when an event arrives', async () => {
    await using opened = await inBrowser.open('/?range=7d')
    const { page } = opened
    await settled(page)
    const before = await page.getByTestId('last-event').getAttribute('data-received-at')
    const sentBefore = Number((await keyNumber(page, 'Sent').textContent())?.replace(/\D/g, ''))
    const key = await inBrowser.server.records.keys.create({
      workspaceId: sampleWorkspace,
      name: 'test',
      scopes: ['events:write'],
      expiresAt: null,
    })
    const sent = Array.from({ length: 25 }, (_, i) => ({
      kind: 'sent',
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      email: `arrival${i}@example.com`,
      messageId: `arrival-${i}`,
      campaignId: 'just now',
    }))
    const posted = await fetch(`${inBrowser.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    })
    expect(posted.status).toBe(200)
    const receivedAt = () => page.getByTestId('last-event').getAttribute('data-received-at')
    await expect.poll(receivedAt, { timeout: 5_000 }).not.toBe(before)
    const sentNow = async () =>
      Number((await keyNumber(page, 'Sent').textContent())?.replace(/\D/g, ''))
    await expect.poll(sentNow, { timeout: 15_000 }).toBe(sentBefore + 25)
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
