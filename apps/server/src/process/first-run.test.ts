import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cannotRunWithout, dataset } from '@airgraph/domain/testing.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password } from '../testing-people.ts'
import { cannotRun, desktop, openBrowser, type Opened, phone } from './testing-browser.ts'
import { findings, misplaced, settled } from './testing-looks.ts'

const run = promisify(execFile)
const retail = dataset('retail/online-retail.csv.gz')

/** Where pictures are put, for who wants to look. */
const pictures = process.env['AIRGRAPH_PICTURES']

describe.skipIf(cannotRun)('the first run, in Chromium', () => {
  let inBrowser: Opened
  let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
  beforeAll(async () => {
    inBrowser = await openBrowser({ sample: false })
    await using opened = await inBrowser.open('/docs/')
    const status = await opened.page.evaluate(
      async (body) =>
        (
          await fetch('/v1/setup', {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-airgraph': 'page' },
            body,
          })
        ).status,
      JSON.stringify({
        name: 'Olga Owner',
        email: 'owner@example.com',
        password,
        workspace: { name: 'Gift shop', timeZone: 'Europe/London', currency: 'GBP' },
      }),
    )
    expect(status).toBe(201)
    state = await opened.page.context().storageState()
  }, 120_000)
  afterAll(() => inBrowser[Symbol.asyncDispose](), 60_000)

  const open = (path: string, options: Parameters<Opened['open']>[1] = {}) =>
    inBrowser.open(path, { storageState: state, ...options })

  const terminal = async (page: Page, secret: string) => {
    const command = (await page.getByTestId('test-command').textContent()) ?? ''
    return JSON.parse((await run('sh', ['-c', command.replace('YOUR-SECRET', secret)])).stdout)
  }

  const isFine = async (name: string, page: Page) => {
    if (pictures) {
      await mkdir(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
    }
    expect([...(await findings(page)), ...(await page.evaluate<string[]>(misplaced))]).toEqual([])
  }

  const looks = [
    ['light', desktop],
    ['dark', desktop],
    ['light', phone],
    ['dark', phone],
  ] as const
  const eachLook = async (name: string, path: string, ready?: (page: Page) => Promise<unknown>) => {
    for (const [colorScheme, viewport] of looks) {
      await using shown = await open(path, { colorScheme, viewport, reducedMotion: 'reduce' })
      await settled(shown.page)
      await ready?.(shown.page)
      await isFine(`${name}-${colorScheme}-${viewport.width}`, shown.page)
    }
  }

  it('leads from nothing to the first event, through a webhook that is signed', async () => {
    await eachLook('welcome', '/')
    await using shown = await open('/')
    const { page, complaints } = shown
    await page.waitForURL('**/welcome')
    await page.getByRole('button', { name: 'Mailgun' }).click()
    await page.getByRole('button', { name: 'Connect Mailgun' }).click()
    const arrives = page.getByTestId('arrivals')
    await arrives.getByText('The secret is missing').waitFor()
    const url = await page.getByTestId('hook-url').textContent()
    expect(url).toMatch(/\/hooks\/./)
    await isFine('follow-without-key', page)

    await page.getByLabel('Secret', { exact: true }).fill('the-signing-key')
    await page.getByRole('button', { name: 'Keep the secret' }).click()
    await arrives.getByText('Waiting for the first event').waitFor()

    expect(await terminal(page, 'another-key')).toMatchObject({ status: 401 })
    await arrives.getByText('and was refused').waitFor()
    expect(await arrives.textContent()).toContain('HTTP webhook signing key')
    await isFine('follow-refused', page)

    // Whoever leaves finds everything as it was; the URL alone is not told again after a reload.
    await page.getByRole('link', { name: 'Sources' }).first().click()
    await page.getByRole('link', { name: 'mailgun' }).waitFor()
    await page.goto(`${inBrowser.url}/welcome`)
    await page.getByRole('button', { name: 'go on with mailgun' }).click()
    await page.getByText('cannot be shown again').waitFor()
    await page.getByRole('button', { name: 'Make a new URL …' }).click()
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByTestId('hook-url').waitFor()
    expect(await page.getByTestId('hook-url').textContent()).not.toBe(url)

    expect(await terminal(page, 'the-signing-key')).toEqual({ accepted: 1, refused: [] })
    const done = page.getByTestId('welcome-done')
    await done.waitFor({ timeout: 10_000 })
    expect(await done.textContent()).toContain('“Delivered”, from mailgun')
    await isFine('follow-done', page)
    await done.getByRole('link', { name: 'Go to the overview' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    expect(complaints).toEqual([])
  }, 60_000)

  it('shows a source, takes a second secret and a second URL, and lets go of it', async () => {
    await using shown = await open('/sources')
    const { page, complaints } = shown
    await page.getByRole('button', { name: 'Connect a sender' }).click()
    await page.getByLabel('Service').selectOption('postmark')
    await page.getByRole('textbox', { name: 'Secret' }).fill('ann:one')
    await page.getByRole('button', { name: 'Connect Postmark' }).click()
    await page.getByRole('heading', { level: 1, name: 'postmark' }).waitFor()
    expect(await terminal(page, 'ann:one')).toMatchObject({ accepted: 1 })
    await page.getByText('Received: “Delivered”').waitFor()
    await page.getByLabel('Another secret').fill('ann:two')
    await page.getByRole('button', { name: 'Add the secret' }).click()
    await page.getByText('Two hold').waitFor()
    expect(await terminal(page, 'ann:one')).toMatchObject({ accepted: 1 })
    expect(await terminal(page, 'ann:two')).toMatchObject({ accepted: 1 })
    const before = await page.getByTestId('test-command').textContent()
    await page.getByTestId('keys').getByRole('button', { name: 'Make a new URL …' }).click()
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('Two URLs hold').waitFor()
    await expect.poll(() => page.getByTestId('test-command').textContent()).not.toBe(before)
    expect(await terminal(page, 'ann:two')).toMatchObject({ accepted: 1 })
    await run('sh', ['-c', (before ?? '').replace('YOUR-SECRET', 'ann:two')])
    await eachLook('source', '/sources/postmark')
    await eachLook('sources', '/sources')
    await page.getByRole('button', { name: 'Disconnect postmark …' }).click()
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'postmark' }).count()).toBe(0)
    expect(complaints).toEqual([])
  }, 60_000)

  const drop = async (
    page: Page,
    files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
  ) => {
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'dragged', hidden: true }))",
    )
    await page.locator('#dragged').setInputFiles(files)
    await page.evaluate(`(() => {
      const input = document.querySelector('#dragged')
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(input.files[0])
      const zone = document.querySelector('[data-testid=drop-zone]')
      zone.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
      zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      input.remove()
    })()`)
  }

  const filtered = 'CustomerID is not empty and Quantity > 0 and UnitPrice > 0'

  it.skipIf(cannotRunWithout(retail))(
    'takes a shop’s year by drag and drop, and reconciles it to the penny',
    async () => {
      await using shown = await open('/imports')
      const { page, complaints } = shown
      await settled(page)
      const load = async () => {
        await drop(page, retail)
        await page.getByTestId('preview').getByText('Converted, £15.30').first().waitFor()
        await page.getByLabel('Only rows where').fill(filtered)
        await page.getByRole('button', { name: 'Load it' }).click()
      }
      await load()
      await page.getByRole('button', { name: 'Pause', exact: true }).click()
      await page.getByText('Paused at').waitFor()
      await page.getByRole('button', { name: 'Go on', exact: true }).click()
      const summary = page.getByTestId('summary')
      await summary.getByText('Every row is accounted for.').waitFor({ timeout: 45_000 })
      const said = async (title: string) =>
        summary
          .locator('dl > div')
          .filter({ has: page.getByText(title, { exact: true }) })
          .locator('dd')
          .textContent()
      expect(await said('Rows read')).toBe('541,909')
      expect(await said('in events')).toBe('397,884')
      expect(await said('not asked for')).toBe('144,025')
      expect(await said('refused')).toBe('0')
      expect(await said('Events')).toBe('18,532')
      expect(await said('Σ Converted, GBP')).toBe('£8,911,407.90')
      const counted = 'these days: 18,532 conversions of £8,911,407.90, refunds of £0.00.'
      await page.getByTestId('counted-now').getByText(counted).waitFor({ timeout: 20_000 })
      await isFine('imported', page)
      expect(complaints).toEqual([])
    },
    60_000,
  )

  const dirty = [
    'email,occurred_at,event,amount',
    'ann@example.com,2026-03-01 09:30,opened,',
    'ann@example.com,2026-03-01 09:30,opened,',
    'nobody,2026-03-01 09:31,click,',
    'ben@example.com,soon,click,',
    '=cmd(),2026-03-01 09:32,teleported,',
    'cleo@example.com,2026-03-02 10:00,purchase,19.99',
    'cleo@example.com,2026-03-03 10:00,refund,9.99',
  ].join('\n')

  const mail = { name: 'mail.csv', mimeType: 'text/csv', buffer: Buffer.from(dirty) }
  const chosen = async (page: Page) => {
    await drop(page, mail)
    await page.getByTestId('preview').getByText('Opened: ann@example.com').first().waitFor()
  }

  it('looks right before and after a file is chosen', async () => {
    await eachLook('imports', '/imports')
    await eachLook('mapping', '/imports', chosen)
  }, 60_000)

  it('marks what is wrong before it is loaded, and hands over what was not', async () => {
    await using shown = await open('/imports')
    const { page, complaints } = shown
    await settled(page)
    await chosen(page)
    const faults = page.getByTestId('preview').locator('td[data-fault=true]')
    expect(await faults.allTextContents()).toEqual(['nobody', 'soon', 'teleported'])
    expect(await page.locator('.import-guessed').count()).toBeGreaterThan(3)
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.getByText('Every row is accounted for.').waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save what was not loaded' }).click()
    const download = await saving
    expect(download.suggestedFilename()).toBe('mail.csv.rejects.csv')
    let text = ''
    for await (const part of await download.createReadStream()) text += String(part)
    const lines = text.trim().split('\r\n')
    expect(lines.map((line) => line.split(',')[0])).toEqual(['line', '3', '4', '5', '6'])
    expect(text).toContain(`"'=cmd(),2026-03-01 09:32,teleported,"`)

    // Loaded again, it is there once.
    await page.getByRole('button', { name: 'Another file' }).click()
    await chosen(page)
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.getByText('Every row is accounted for.').waitFor()
    const counted = '1 conversion of £19.99, refunds of £9.99.'
    await page.getByTestId('counted-now').getByText(counted).waitFor({ timeout: 20_000 })
    expect(complaints).toEqual([])
  }, 60_000)

  it('says which command reads what a browser does not', async () => {
    await using shown = await open('/imports')
    const { page } = shown
    await settled(page)
    const refused = async (name: string, content: string, words: string) => {
      await drop(page, { name, mimeType: '', buffer: Buffer.from(content) })
      await page.getByRole('alert').getByText(words).waitFor()
    }
    await refused('old.parquet', 'PAR1....', 'npx airgraph import old.parquet')
    await refused('book.xlsx', 'PK\u0003\u0004', 'save the sheet as CSV')
    await refused('list.json', '[{"a":1}]', 'one object per line')
    await refused('empty.csv', '', 'empty')
  }, 60_000)
})
