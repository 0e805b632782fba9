import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cannotRunWithout } from '@airgraph/domain/testing.ts'
import { type Browser, chromium } from 'playwright-core'
import { openTestServer } from '../testing.ts'

const usual = '/usr/bin/chromium'
const chromiumPath =
  [usual, '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? usual
const builtPage = join(import.meta.dirname, '../../../dashboard/dist/index.html')

export const lacksChromium = cannotRunWithout(chromiumPath)
/** Of tests that look at the page. */
export const cannotRun = lacksChromium || cannotRunWithout(builtPage)

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
export const launchChromium = () => chromium.launch({ executablePath: chromiumPath, args: quiet })

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** The sample workspace, unless nothing is to be there, and a browser to look at it. */
export async function openBrowser({ sample = true } = {}) {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await openTestServer({ sample }))
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const browser = await launchChromium()
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
