import { beforeAll, expect, it } from 'vitest'
import { desktop, type Opened, phone } from './testing-browser.ts'
import { findings, misplaced, settled } from './testing-looks.ts'

const pages = [
  '/',
  '/campaigns?range=6m',
  '/deliverability',
  '/revenue',
  '/contacts',
  '/sources',
  '/imports',
  '/welcome',
  '/settings',
  '/no-such-page',
]

async function sentInVariants(url: string) {
  const day = 86_400_000
  const on = (daysAgo: number) => new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10)
  const answer = await fetch(`${url}/v1/ask`, {
    method: 'POST',
    headers: { 'x-airgraph': 'page', 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'metrics',
      metrics: ['sent'],
      from: on(80),
      to: on(5),
      countedBy: 'sent',
      by: ['campaign', 'property:variant'],
    }),
  })
  const { rows } = (await answer.json()) as { rows: { by: Record<string, string> }[] }
  const one = rows.find(({ by }) => by['campaign'] && by['property:variant'] === 'B')
  return one?.by['campaign'] ?? ''
}

/** On one sample with the other cases of the page: filling it takes a while. */
export function journeys(opened: () => Pick<Opened, 'open' | 'url'>) {
  const open: Opened['open'] = (...args) => opened().open(...args)
  let someContact = ''
  /** One that was sent in variants, in the last ninety days: the sample ends today, whenever that is. */
  let campaign = ''
  beforeAll(async () => {
    const found = await fetch(`${opened().url}/v1/contacts?limit=1`, {
      headers: { 'x-airgraph': 'page' },
    })
    const { contacts } = (await found.json()) as { contacts: { contactId: string }[] }
    someContact = contacts[0]?.contactId ?? ''
    campaign = await sentInVariants(opened().url)
  })
  const everyPage = () => [
    ...pages,
    `/campaigns/${encodeURIComponent(campaign)}?range=90d`,
    `/contacts/${someContact}`,
  ]

  it('from the campaigns to one of them, to one of its readers, and back', async () => {
    await using shown = await open('/campaigns?range=90d&engagement=all&sort=-open-rate')
    const { page, complaints } = shown
    const link = page.getByRole('link', { name: campaign, exact: true }) // "black friday last chance" is another
    const row = page.getByTestId('campaigns').getByRole('row').filter({ has: link })
    const sent = await row.locator('td').first().textContent()
    await link.click()
    await page.getByRole('heading', { level: 1, name: campaign, exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?range=90d&engagement=all')
    // The number is that of the row that led here.
    expect(await page.getByTestId('metric-sent').locator('.key-number-value').textContent()).toBe(
      sent,
    )
    await page
      .getByTestId('variants')
      .getByText('Cannot say')
      .or(page.getByText('is better'))
      .first()
      .waitFor()
    const clicked = page.waitForResponse(/\/v1\/recipients\?.*did=clicked/)
    await page
      .getByTestId('recipients')
      .getByRole('combobox', { name: 'Recipients' })
      .selectOption('clicked')
    await clicked
    await settled(page) // until then the rows are those of before
    const reader = page.getByTestId('recipients').locator('tbody th a').first()
    await reader.waitFor()
    const name = await reader.textContent()
    await reader.click()
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
    const verdict = page.getByTestId('timeline').locator('details').first()
    await verdict.locator('summary').click()
    expect(await verdict.textContent()).toMatch(/A person caused it with a probability of \d+%/)
    expect(await verdict.locator('li').count()).toBeGreaterThan(0)
    await page.goBack()
    expect(await page.getByRole('combobox', { name: 'Recipients' }).inputValue()).toBe('clicked')
    await page.goBack()
    await page.goBack()
    await page.getByTestId('campaigns').waitFor()
    expect(await page.locator('[aria-sort=descending]').textContent()).toContain('All open rate')
    expect(complaints).toEqual([])
  })

  it('recipients can be had as a file', async () => {
    await using shown = await open(
      `/campaigns/${encodeURIComponent(campaign)}?range=90d&did=clicked`,
    )
    const { page } = shown
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const download = await saving
    expect(download.suggestedFilename()).toBe(`${campaign.replaceAll(' ', '-')}-clicked.csv`)
    let text = ''
    for await (const part of await download.createReadStream()) text += String(part)
    const [head, ...lines] = text.trim().split('\r\n')
    expect(head).toMatch(/^Recipient,Sent,Delivered,/)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.every((line) => line.includes('@'))).toBe(true)
  })

  it('without a mouse: to a page, to a row, through the palette, and out of every dialog', async () => {
    await using shown = await open('/?range=6m', { reducedMotion: 'reduce' })
    const { page } = shown
    await settled(page)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
    await page.getByTestId('campaigns').locator('tbody tr').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('weekly')
    await expect.poll(() => new URL(page.url()).search).toContain('q=weekly')
    await page.getByRole('region', { name: 'Campaigns, as a table' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const second = await page.evaluate('document.activeElement.textContent')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: String(second), exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or go to' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.type('deliver')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Deliverability' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('days are chosen, compared with a year before, and back goes back', async () => {
    await using shown = await open('/', { reducedMotion: 'reduce' })
    const { page } = shown
    await settled(page)
    await page.getByRole('button', { name: /^Period:/ }).click()
    await page.getByRole('grid').or(page.getByRole('table')).first().waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'The same days a year before' }).click()
    await page.getByRole('button', { name: '90 days' }).click()
    expect(new URL(page.url()).search).toBe('?compare=previous-year&range=90d')
    await page.goBack()
    expect(new URL(page.url()).search).toBe('?compare=previous-year')
  })

  it('a pause stands still, and a line that breaks is said', async () => {
    await using shown = await open('/')
    const { page } = shown
    await settled(page)
    await page.locator('[data-live=live]').waitFor()
    await page.getByRole('button', { name: 'Pause live updates' }).click()
    await page.locator('[data-live=paused]').getByText('paused', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Go on live' }).click()
    await page.locator('[data-live=live]').waitFor()
    await page.route('**/v1/live*', (route) => route.abort())
    await page.reload()
    await page.locator('[data-live=down]').getByText('not live', { exact: true }).waitFor()
    await page.getByTestId('metric-sent').waitFor()
  })

  it('what was cleared can be had back', async () => {
    await using shown = await open('/campaigns?q=nothing+of+that+name&stream=outreach')
    const { page } = shown
    await page.getByRole('button', { name: 'Show every campaign' }).click()
    await page.getByTestId('campaigns').locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('No campaign’s name contains “nothing of that name”').waitFor()
    expect(new URL(page.url()).search).toBe('?q=nothing+of+that+name&stream=outreach')
  })

  it('on paper every row is there, and nothing that is only for the screen', async () => {
    await using shown = await open(`/campaigns/${encodeURIComponent(campaign)}?range=90d`)
    const { page } = shown
    const rows = page.getByTestId('recipients').locator('tbody tr')
    await rows.first().waitFor()
    const onScreen = await rows.count()
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    await page.emulateMedia({ media: 'print' })
    expect(await rows.count()).toBeGreaterThan(10 * onScreen)
    expect(
      await page.locator('.side-nav, .bottom-bar, .bar-search').filter({ visible: true }).count(),
    ).toBe(0)
  })

  it('on a phone the other pages are behind “More”', async () => {
    await using shown = await open('/', { viewport: phone, reducedMotion: 'reduce' })
    const { page } = shown
    await page.getByRole('button', { name: 'More' }).click()
    const drawer = page.getByRole('dialog', { name: 'More pages' })
    await drawer.getByRole('link', { name: 'Revenue' }).waitFor()
    expect(await findings(page)).toEqual([])
    await drawer.getByRole('link', { name: 'Revenue' }).click()
    await page.getByRole('heading', { level: 1, name: 'Revenue' }).waitFor()
    await drawer.waitFor({ state: 'detached' })
  })

  it('every tile says what it asked', async () => {
    await using shown = await open('/')
    const { page } = shown
    await settled(page)
    await page.getByRole('button', { name: /^Over time:/ }).click()
    await page.getByRole('menuitem', { name: 'Show the question' }).click()
    const said = await page.getByRole('dialog').locator('pre').textContent()
    expect(JSON.parse(said ?? '')).toMatchObject({
      type: 'metrics',
      metrics: ['sent', 'opens', 'clicks'],
    })
  })

  // Colours are the same on either, and layout is the same in either.
  it.each([
    ['light', desktop],
    ['dark', phone],
  ] as const)(
    'every page, %s, %j: axe finds nothing, nothing is clipped or upon another',
    async (colorScheme, viewport) => {
      await using shown = await open('/', { colorScheme, viewport, reducedMotion: 'reduce' })
      const { page, complaints } = shown
      const found: Record<string, readonly string[]> = {}
      for (const path of everyPage()) {
        await page.goto(`${opened().url}${path}`)
        await settled(page)
        const wrong = [...(await findings(page)), ...(await page.evaluate<string[]>(misplaced))]
        if (wrong.length > 0) found[path] = wrong
      }
      expect(found).toEqual({})
      expect(complaints).toEqual([])
    },
    240_000,
  )
}
