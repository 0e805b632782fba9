import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { openFolder, start } from '../apps/server/src/process/testing.ts'
import { type Figure, median, ms, quantile } from './figures.ts'

const runs = 11
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
const window = { width: 1440, height: 900 }

/** From navigation until nothing waits any more and the chart has ink on it, seen at the next frame. */
const drawn = `
  globalThis.drawnAt = new Promise((resolve) => {
    const hasInk = (canvas) => {
      const { width, height } = canvas
      if (width * height === 0) return false
      const data = canvas.getContext('2d').getImageData(0, 0, width, height).data
      return data.some((value) => value !== 0)
    }
    const isDrawn = () => {
      const loading = document.querySelector('[aria-label=Loading]')
      const rows = document.querySelector('[data-testid=campaigns] tbody tr')
      const canvas = document.querySelector('[data-testid=chart-over-time] canvas')
      return !loading && rows && canvas && hasInk(canvas)
    }
    const look = () =>
      isDrawn() ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look)
    look()
  })`

/** From a click until the page has painted what it asked for: no tile is busy, and two frames have passed. */
const untilPainted = (click: string, changed: string) => `(async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const isSettled = () =>
    (${changed}) && !document.querySelector('[aria-busy=true], [aria-label=Loading]')
  const begun = performance.now()
  ;(${click}).click()
  const deadline = begun + 10_000
  do await frame()
  while (!isSettled() && performance.now() < deadline)
  await frame()
  return performance.now() - begun
})()`

/** Of every click and key from now on: until the next frame that the browser painted after it, as it counts "interaction to next paint". */
const listening = `
  globalThis.interactions = new Map()
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0)
        globalThis.interactions.set(interactionId, Math.max(duration, globalThis.interactions.get(interactionId) ?? 0))
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })`

const button = (text: string) =>
  `[...document.querySelectorAll('button, label')].find((one) => one.textContent.trim() === ${JSON.stringify(text)})`
const says = (part: string) => `location.search.includes(${JSON.stringify(part)})`

interface Interaction {
  readonly what: string
  /** What is opened before the click that counts. */
  readonly opens?: RegExp
  readonly there: string
  readonly back: string
}
const interactions: readonly Interaction[] = [
  {
    what: 'the period is changed',
    opens: /^Period:/,
    there: untilPainted(button('90 days'), says('range=90d')),
    back: untilPainted(button('30 days'), `!${says('range')}`),
  },
  {
    what: 'the engagement is changed',
    there: untilPainted(button('Machine'), says('engagement=machine')),
    back: untilPainted(button('Human'), `!${says('engagement')}`),
  },
  {
    what: 'a table is sorted',
    there: untilPainted(
      `[...document.querySelectorAll('[data-testid=campaigns] thead button')].at(-1)`,
      `document.querySelector('[data-testid=campaigns] [aria-sort=descending]')`,
    ),
    back: untilPainted(
      `[...document.querySelectorAll('[data-testid=campaigns] thead button')].at(1)`,
      `document.querySelector('[data-testid=campaigns] [aria-sort=descending]')`,
    ),
  },
]

interface Loaded {
  readonly fcp: number
  readonly drawn: number
}

async function load(page: Page, url: string): Promise<Loaded> {
  await page.goto(url, { waitUntil: 'commit' })
  const drawnAt = await page.evaluate<number>('drawnAt')
  const fcp = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0",
  )
  return { fcp, drawn: drawnAt }
}

async function open(browser: Browser) {
  const context = await browser.newContext({ viewport: window, reducedMotion: 'reduce' })
  await context.addInitScript(drawn)
  return context
}

async function loads(browser: Browser, url: string) {
  const cold: Loaded[] = []
  const warm: Loaded[] = []
  for (let i = 0; i < runs; i++) {
    const context = await open(browser)
    const page = await context.newPage()
    cold.push(await load(page, url))
    warm.push(await load(page, url))
    await context.close()
  }
  return { cold, warm }
}

async function interact(browser: Browser, url: string) {
  const context = await open(browser)
  const page = await context.newPage()
  await load(page, url)
  const figures: Figure[] = []
  for (const { what, opens, there, back } of interactions) {
    const click = async (measured: string) => {
      if (opens) await page.getByRole('button', { name: opens }).click()
      if (opens) await page.getByRole('button', { name: '90 days', exact: true }).waitFor()
      return page.evaluate<number>(measured)
    }
    const first: number[] = []
    const again: number[] = []
    for (let i = 0; i < runs; i++) {
      first.push(await click(there))
      again.push(await click(back))
    }
    figures.push({
      what: `Overview, ${what}, click to settled paint, median and p95`,
      value: inWords([...first, ...again]),
    })
  }
  await context.close()
  return figures
}

/** Every way in which Overview is asked for something else, by mouse and keyboard as people do it. */
async function respond(browser: Browser, url: string): Promise<readonly Figure[]> {
  const context = await open(browser)
  const page = await context.newPage()
  await load(page, url)
  await page.evaluate(listening)
  const choose = async (period: string) => {
    await page.getByRole('button', { name: /^Period:/ }).click()
    await page.getByRole('button', { name: period, exact: true }).click()
  }
  const heads = page.getByTestId('campaigns').locator('thead button')
  for (let i = 0; i < runs; i++) {
    await choose('90 days')
    await page.getByText('Machine', { exact: true }).first().click()
    await heads.last().click()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('camp')
    await page.keyboard.press('Escape')
    await page.getByText('Human', { exact: true }).first().click()
    await choose('30 days')
  }
  await page.waitForTimeout(1_000)
  const each = await page.evaluate<number[]>('[...globalThis.interactions.values()]')
  await context.close()
  return [
    {
      what: `Overview, click or key to the next paint, over ${each.length} of them, median and p95`,
      value: inWords(each),
    },
  ]
}

/** Bytes of script over the wire until a page is drawn, by page. */
async function scripts(browser: Browser, url: string): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const path of ['/', '/campaigns', '/contacts', '/deliverability', '/revenue', '/sources']) {
    const context = await open(browser)
    const page = await context.newPage()
    await page.goto(`${url}${path}`)
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(1_500)
    const bytes = await page.evaluate<number>(
      `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/') && name.endsWith('.js'))
        .reduce((all, { encodedBodySize }) => all + encodedBodySize, 0)`,
    )
    figures.push({
      what: `script that ${path} brings over the wire, charts included`,
      value: `${Math.round(bytes / 1024)} KB`,
    })
    await context.close()
  }
  return figures
}

const inWords = (samples: readonly number[]) =>
  `${ms(median(samples))}, ${ms(quantile(samples, 0.95))}`

const hasPage = () =>
  readFile(new URL('../apps/dashboard/dist/index.html', import.meta.url)).then(
    () => true,
    () => false,
  )

/** How fast the page is in a browser on the sample workspace. */
export async function pages(): Promise<readonly Figure[]> {
  if (chrome === undefined || !(await hasPage()))
    return [{ what: 'pages: needs Chromium, and the built page (npm run prestart)', value: '–' }]
  await using folder = await openFolder()
  const server = await start(folder.dir, { SAMPLE: 'yes' }, 300_000)
  const browser = await chromium.launch({ executablePath: chrome, args: quiet })
  try {
    const { cold, warm } = await loads(browser, server.url)
    const of = (all: readonly Loaded[], name: keyof Loaded) => inWords(all.map((one) => one[name]))
    return [
      { what: 'Overview, nothing cached, to first paint, median and p95', value: of(cold, 'fcp') },
      { what: 'Overview, nothing cached, to last chart drawn', value: of(cold, 'drawn') },
      { what: 'Overview, files cached, to first paint', value: of(warm, 'fcp') },
      { what: 'Overview, files cached, to last chart drawn', value: of(warm, 'drawn') },
      ...(await interact(browser, server.url)),
      ...(await respond(browser, server.url)),
      ...(await scripts(browser, server.url)),
    ]
  } finally {
    await browser.close()
    await server.end('SIGINT')
  }
}
