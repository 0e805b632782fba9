import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleWorkspace } from '../flows/sample.ts'
import { cannotRun, openBrowser, type Opened, phone } from './testing-browser.ts'

/** Somewhere that mail may try to reach; says what was asked of it. */
async function openElsewhere() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'image/svg+xml')
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
  })
  server.on('connection', () => asked.push('connected'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

const hostile = (evil: string) => `<!doctype html><html><head>
<meta http-equiv="refresh" content="0;url=${evil}/refresh">
<base href="${evil}/base/"><link rel="stylesheet" href="${evil}/css"><link rel="preconnect" href="${evil}">
<link rel="dns-prefetch" href="${evil}"><link rel="prefetch" href="${evil}/prefetch"><link rel="icon" href="${evil}/icon">
<style>@import url(${evil}/import); body { background: url(${evil}/background) } @font-face { font-family: f; src: url(${evil}/font) } * { font-family: f }</style>
<script>document.title = 'ran'; parent.document.title = 'ran'; fetch('${evil}/fetch')</script><script src="${evil}/script"></script>
</head><body onload="parent.document.title='ran'">
<img src="${evil}/image" onerror="parent.document.title='ran'"><img src=x onerror="parent.document.title='ran'">
<svg onload="parent.document.title='ran'"><image href="${evil}/svg"/><use href="${evil}/use#x"/><script>parent.document.title='ran'</script></svg>
<iframe src="${evil}/frame"></iframe><iframe srcdoc="<script>top.document.title='ran'</script>"></iframe>
<object data="${evil}/object"></object><embed src="${evil}/embed"><video src="${evil}/video" poster="${evil}/poster" autoplay></video>
<form action="${evil}/form" id="f"><input name="q" value="x" autofocus onfocus="parent.document.title='ran'"><button>Send</button></form>
<a href="javascript:parent.document.title='ran'" style="display:block;height:40px">Run me</a>
<a href="${evil}/go" target="_top" ping="${evil}/ping" style="position:relative;z-index:99999;display:block;height:60px">Go there</a>
<div style="position:fixed;inset:0;z-index:2147483647;background:url('${evil}/inline')"></div>
<details open ontoggle="parent.document.title='ran'"><summary>x</summary></details><marquee onstart="parent.document.title='ran'">x</marquee>
</body></html>`

describe.skipIf(cannotRun)('the click map, in Chromium', () => {
  let inBrowser: Opened
  let campaign = ''
  const at = (name: string) => `/campaigns/${encodeURIComponent(name)}?range=90d`
  const save = (name: string, html: string, variant = '') =>
    inBrowser.server.records.campaignHtml.save(
      { workspaceId: sampleWorkspace, campaign: name, variant },
      html,
    )
  const shown = async (page: Page): Promise<Frame> => {
    const place = page.getByTestId('click-map').locator('iframe')
    await place.scrollIntoViewIfNeeded()
    await page.locator('.mail-frame[aria-busy=false]').waitFor()
    const frame = await (await place.elementHandle())?.contentFrame()
    if (!frame) throw new Error('there is no frame')
    return frame
  }

  beforeAll(async () => {
    inBrowser = await openBrowser()
    const sent = await inBrowser.server.records.db
      .selectFrom('campaign_html')
      .select('campaign')
      .where('campaign', 'like', '%newsletter%')
      .orderBy('campaign', 'desc')
      .limit(2)
      .execute()
    campaign = sent.at(-1)?.campaign ?? ''
  }, 400_000)
  afterAll(() => inBrowser[Symbol.asyncDispose](), 60_000)

  it('shows the mail, each link with its share, and the same in a list', async () => {
    await using opened = await inBrowser.open(at(campaign))
    const { page, complaints } = opened
    await shown(page)
    const marks = page.locator('.mail-mark')
    await marks.first().waitFor()
    const items = page.getByRole('list', { name: 'Links in the mail' }).locator('li')
    expect(await marks.count()).toBe(await items.count())
    expect(await marks.first().textContent()).toMatch(/^(\d+(\.\d+)?%|–)$/)
    expect(complaints).toEqual([])
  })

  it('a row under the focus is marked in the mail, and a link under the pointer in the list', async () => {
    await using opened = await inBrowser.open(at(campaign))
    const { page } = opened
    await shown(page)
    const items = page.getByRole('list', { name: 'Links in the mail' }).getByRole('button')
    await items.nth(1).focus()
    await page.locator('.mail-mark-chosen').waitFor()
    expect(await page.locator('.mail-mark-chosen').count()).toBe(1)
    await items.nth(1).blur()
    await page.locator('.mail-mark-chosen').waitFor({ state: 'detached' })
    await page.locator('.mail-mark').nth(1).hover()
    await page.locator('.link-list [aria-pressed=true]').waitFor()
    expect(await items.nth(1).getAttribute('aria-pressed')).toBe('true')
  })

  it('says how to send the HTML where nobody has', async () => {
    await inBrowser.server.records.campaignHtml.delete({
      workspaceId: sampleWorkspace,
      campaign: 'welcome 2',
      variant: '',
    })
    await using opened = await inBrowser.open(at('welcome 2'))
    const said = opened.page.getByTestId('click-map').locator('pre')
    expect(await said.textContent()).toContain(
      `curl -X PUT '${inBrowser.url}/v1/campaigns/welcome%202/html'`,
    )
  })

  it.each([
    ['desktop', undefined],
    ['phone', phone],
  ] as const)(
    'hostile HTML runs nothing, loads nothing, goes nowhere and covers nothing, on a %s',
    async (_, viewport) => {
      await using elsewhere = await openElsewhere()
      await save(campaign, hostile(elsewhere.url))
      await using opened = await inBrowser.open(at(campaign), viewport ? { viewport } : {})
      const { page } = opened
      const frame = await shown(page)
      const title = await page.title()
      expect(await frame.locator('a').count()).toBe(2)
      await page.waitForTimeout(1_500)
      const marks = page.locator('.mail-mark')
      for (const mark of await marks.all()) await mark.click({ force: true })
      // Harder than anybody could: from within.
      for (const link of await frame.locator('a').all()) await link.dispatchEvent('click')
      await frame.evaluate("document.querySelector('form').submit()")
      await page.waitForTimeout(500)
      expect(await page.title()).toBe(title)
      expect(new URL(page.url()).pathname).toBe(`/campaigns/${encodeURIComponent(campaign)}`)
      expect(new URL(frame.url()).pathname).toContain('/html/shown')
      expect(elsewhere.asked).toEqual([])
      // The mail's own is within its frame: the page's list can still be used.
      await page
        .getByRole('list', { name: 'Links in the mail' })
        .getByRole('button')
        .first()
        .focus()
    },
    60_000,
  )

  it('loads pictures, and only those, for who asks for them', async () => {
    await using elsewhere = await openElsewhere()
    await save(campaign, hostile(elsewhere.url))
    await using opened = await inBrowser.open(at(campaign))
    const { page } = opened
    await shown(page)
    expect(elsewhere.asked).toEqual([])
    await page.getByTestId('click-map').getByText('Load pictures').click()
    await expect.poll(() => elsewhere.asked).toContain('/image')
    await page.waitForTimeout(500)
    const pictures = ['connected', '/image', '/background', '/svg', '/poster', '/inline']
    expect(elsewhere.asked.filter((path) => !pictures.includes(path))).toEqual([])
    expect(await page.title()).not.toBe('ran')
  })

  it('opened by itself the mail is as harmless', async () => {
    await using elsewhere = await openElsewhere()
    await save(campaign, hostile(elsewhere.url))
    await using opened = await inBrowser.open(
      `/v1/campaigns/${encodeURIComponent(campaign)}/html/shown`,
    )
    await opened.page.waitForTimeout(1_500)
    expect(await opened.page.title()).not.toBe('ran')
    expect(elsewhere.asked).toEqual([])
    expect(new URL(opened.page.url()).pathname).toContain('/html/shown')
  })
})
