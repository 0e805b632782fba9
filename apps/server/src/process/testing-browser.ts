import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { openTestServer } from '../testing.ts'

const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
const built = existsSync(join(import.meta.dirname, '../../../dashboard/dist/index.html'))
/** In continuous integration a missing part is a failure, not a reason to skip. */
export const cannotRun = (chrome === undefined || !built) && process.env['CI'] !== 'true'

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** The sample workspace, unless nothing is to be there, and a browser to look at it. */
export async function openBrowser({ sample = true } = {}) {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await openTestServer({ sample }))
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({ executablePath: chrome ?? '', args: quiet })
  opened.defer(() => browser.close())
  const all = opened.move()
  return {
    server,
    url,
    /** With everything that the page complained of, or asked of anyone but us. */
    async open(path: string, options: Parameters<Browser['newPage']>[0] = {}) {
      const page = await browser.newPage({ viewport: desktop, ...options })
      page.setDefaultTimeout(12_000) // before the test's own: it says what was waited for
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => {
        const asked = request.url()
        const isOurs = asked.startsWith(url) || /^(?:data|blob):/.test(asked)
        if (!isOurs) complaints.push(`asked ${asked}`)
      })
      await page.goto(`${url}${path}`)
      return { page, complaints, [Symbol.asyncDispose]: () => page.close() }
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

export type Opened = Awaited<ReturnType<typeof openBrowser>>
