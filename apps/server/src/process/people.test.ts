import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, tokenFor } from '../testing-people.ts'
import { codeFor } from '../testing-second-factors.ts'
import { openTestServer, type TestServer } from '../testing.ts'
import { cannotRun, desktop, launchChromium, phone } from './testing-browser.ts'
import { findings, misplaced } from './testing-looks.ts'

describe.skipIf(cannotRun).sequential('people, in Chromium', () => {
  let server: TestServer
  let url = ''
  let browser: Browser
  let owner: Page
  let viewer: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await openTestServer()
    url = await server.listen({ host: '127.0.0.1', port: 0 })
    browser = await launchChromium()
    owner = await somebody()
    viewer = await somebody()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await server[Symbol.asyncDispose]()
  }, 60_000)

  /** A browser of their own. Refusals are expected here, what the policy forbids is not. */
  async function somebody(): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', ({ message }) => complaints.push(message))
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
    })
    return page
  }

  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor()
  const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()
  const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

  it('the first person sets it up, and is asked how to begin', async () => {
    await owner.goto(`${url}/campaigns`)
    await heading(owner, 'Make this Airgraph yours')
    await field(owner, 'Your name').fill('Olga Owner')
    await field(owner, 'E-mail').fill('olga@example.com')
    await field(owner, 'Password').fill('short')
    await said(owner, 'Too short: 5 more characters.')
    await field(owner, 'Password').fill(password)
    await field(owner, 'Name of your workspace').fill('Acme')
    expect(await findings(owner)).toEqual([])
    await press(owner, 'Go on')
    await heading(owner, 'Welcome, Olga Owner')
    await owner.getByRole('link', { name: /Connect my sender/ }).click()
    await heading(owner, 'Welcome')
    expect(new URL(owner.url()).search).toContain('workspace=acme')
  })

  it('a setting is changed, and taken back', async () => {
    await owner.getByRole('link', { name: 'Settings' }).click()
    await field(owner, 'Time zone').fill('Moon')
    await field(owner, 'Time zone').press('Enter')
    await said(owner, 'There is no such zone.')
    await field(owner, 'Time zone').fill('Asia/Tokyo')
    await field(owner, 'Time zone').press('Enter')
    await said(owner, 'Its days are those of Asia/Tokyo now.')
    await press(owner, 'Undo')
    await said(owner, 'It is as it was.')
    expect(await field(owner, 'Time zone').inputValue()).not.toBe('Asia/Tokyo')
  })

  it('people are invited, several at once', async () => {
    await owner.getByRole('link', { name: 'Members' }).click()
    await field(owner, 'Addresses').fill('Vera <vera@example.com>, eddy@example.com')
    await press(owner, 'Send invitations')
    await said(owner, '2 invitations are on their way.')
    const links = owner.getByRole('group', { name: 'Links of the invitations' })
    expect(await links.locator('code').allTextContents()).toEqual([
      expect.stringContaining('/invitation#link_'),
      expect.stringContaining('/invitation#link_'),
    ])
    expect(await findings(owner)).toEqual([])
    await press(owner, 'Done')
    await owner
      .getByRole('button', { name: 'Take back the invitation of eddy@example.com' })
      .click()
    await said(owner, 'The invitation of eddy@example.com is taken back.')
    await owner.getByTestId('invitation-eddy@example.com').waitFor({ state: 'detached' })
    expect(await findings(owner)).toEqual([])
  })

  it('a link of a pending invitation is made to hand over, and opens the invitation', async () => {
    const row = owner.getByTestId('invitation-vera@example.com')
    await row.getByRole('button', { name: 'New link …' }).click()
    await press(owner, 'Make a new link')
    const link = await row.locator('code').textContent()
    expect(await findings(owner)).toEqual([])
    await row.getByRole('button', { name: 'Copy the link for vera@example.com' }).click()
    await said(owner, 'The link for vera@example.com is copied.')
    expect(await owner.evaluate('navigator.clipboard.readText()')).toBe(link)
    await row.getByRole('button', { name: 'Done' }).click()
    const other = await somebody()
    await other.goto(`${url}${new URL(link ?? '').pathname}${new URL(link ?? '').hash}`)
    await heading(other, 'Join Acme')
    await other.context().close()
  })

  it('on a phone, links and the longest addresses keep to their box', async () => {
    await owner.setViewportSize(phone)
    const long = 'somebody.whose.name.is.long@a-subsidiary-of.example.com'
    await field(owner, 'Addresses').fill(long)
    await press(owner, 'Send invitations')
    await owner.getByRole('group', { name: `Link for ${long}` }).waitFor()
    expect(await owner.evaluate(misplaced)).toEqual([])
    await owner.setViewportSize(desktop)
  })

  it('who is signed in as somebody else is told so, and nothing is accepted', async () => {
    const token = await tokenFor(server, 'vera@example.com')
    await owner.goto(`${url}/invitation#${token}`)
    await heading(owner, 'Join Acme')
    await said(owner, 'You are signed in as')
    await owner.getByRole('button', { name: 'Sign out and go on' }).waitFor()
    expect(await findings(owner)).toEqual([])
  })

  it('who opens the link of the mail joins', async () => {
    await viewer.goto(`${url}/invitation#${await tokenFor(server, 'vera@example.com')}`)
    await said(viewer, /Olga Owner invites you to “Acme”, as a viewer/)
    await field(viewer, 'Your name').fill('Vera Viewer')
    await field(viewer, 'Password').fill(password)
    expect(await findings(viewer)).toEqual([])
    await press(viewer, 'Join')
    await viewer.getByRole('heading', { level: 1, name: 'No events yet' }).waitFor()
  })

  it('a link holds once', async () => {
    const other = await somebody()
    await other.goto(`${url}/invitation#${await tokenFor(server, 'vera@example.com')}`)
    await heading(other, 'This invitation does not work')
    await other.context().close()
  })

  it('a viewer is offered nothing that a viewer may not do', async () => {
    const pages = viewer.getByRole('navigation', { name: 'Pages' }).first()
    expect(await pages.getByRole('link').allTextContents()).not.toContain('Sources')
    await pages.getByRole('link', { name: 'Settings' }).click()
    await said(viewer, 'You are a viewer here, and see how it is set.')
    const tabs = viewer.getByRole('navigation', { name: 'Settings' })
    expect(await tabs.getByRole('link').allTextContents()).toEqual([
      'General',
      'Brand',
      'Members',
      'Agency and clients',
    ])
    expect(await viewer.locator('main :is(input, select, textarea)').count()).toBe(0)
    await viewer.goto(`${url}/settings/keys`)
    await said(viewer, '“API keys” is for owners and admins of “Acme”. Ask one of them.')
    await viewer.goto(`${url}/settings/danger`)
    await said(viewer, '“Danger” is for owners of “Acme”.')
    expect(await findings(viewer)).toEqual([])
  })

  it('a role is changed, and what it lets do with it', async () => {
    await owner.goto(`${url}/settings/members`)
    await owner.getByLabel('Role of Vera Viewer').selectOption('admin')
    await said(owner, 'Vera Viewer is an admin now.')
    await viewer.goto(`${url}/settings/keys`)
    await viewer.getByRole('heading', { name: 'Make a key' }).waitFor()
    await press(owner, 'Undo')
    await expect.poll(() => owner.getByLabel('Role of Vera Viewer').inputValue()).toBe('viewer')
  })

  it('a workspace of others is as one that is not there', async () => {
    await viewer.goto(`${url}/campaigns?workspace=theirs`)
    await heading(viewer, 'You are not in that workspace')
  })

  it('the address is changed by the link that goes to the new one', async () => {
    await viewer.goto(`${url}/account`)
    await press(viewer, 'Change the address …')
    await field(viewer, 'New address').fill('vera@new.example')
    await field(viewer, 'Your password').fill('not the password')
    await press(viewer, 'Send the link')
    await said(viewer, 'The password is not right.')
    expect(await findings(viewer)).toEqual([])
    await field(viewer, 'Your password').fill(password)
    await press(viewer, 'Send the link')
    await viewer.getByTestId('email-waiting').waitFor()
    await said(viewer, 'Waiting for you to open the link that went to vera@new.example')
    expect(await findings(viewer)).toEqual([])
    const token = await tokenFor(server, 'vera@new.example')
    const other = await somebody()
    await other.goto(`${url}/confirm-email#${token}`)
    await heading(other, 'Confirm your new address')
    await signIn(other, 'vera@example.com')
    await said(other, 'You sign in with vera@new.example from then on')
    expect(await findings(other)).toEqual([])
    await press(other, 'Confirm')
    await heading(other, 'Your address is changed')
    await other.getByRole('link', { name: 'Go to your account' }).click()
    await said(other, 'vera@new.example')
    await viewer.goto(`${url}/account`)
    await heading(viewer, 'Sign in') // everywhere else they are signed out
    await signIn(viewer, 'vera@new.example')
    await heading(viewer, 'My account')
    await other.goto(`${url}/confirm-email#${token}`)
    await heading(other, 'This link does not work')
    expect(await findings(other)).toEqual([])
    await other.context().close()
  })

  it('a second factor is asked for from then on; a backup code does too', async () => {
    await owner.goto(`${url}/account/security`)
    await press(owner, 'Set up …')
    const tile = owner.getByTestId('second-factor')
    await field(tile as unknown as Page, 'Password').fill(password)
    await press(owner, 'Go on')
    await owner.getByRole('img', { name: 'Code to scan with an authenticator app' }).waitFor()
    const secret = (await owner.getByTestId('totp-secret').textContent())?.replaceAll(' ', '')
    const code = () => codeFor(`otpauth://totp/Airgraph?secret=${secret}`)
    await field(owner, 'Code from your app').fill(code())
    await press(owner, 'Switch it on')
    const group = owner.getByRole('group', { name: 'Backup codes' })
    await group.waitFor()
    const codes = await group.locator('code').allTextContents()
    expect(codes.length).toBeGreaterThanOrEqual(8)
    expect(await findings(owner)).toEqual([])
    await signOut(owner)
    await signIn(owner, 'olga@example.com', 'not the password at all')
    await said(owner, 'The address or the password is not right.')
    await signIn(owner, 'olga@example.com')
    await field(owner, 'Code from your app').fill('000000')
    await press(owner, 'Sign in')
    await said(owner, 'That code is not right')
    expect(await findings(owner)).toEqual([])
    await field(owner, 'Code from your app').fill(code())
    await press(owner, 'Sign in')
    await heading(owner, 'My account') // where they were when they signed out
    await signOut(owner)
    await signIn(owner, 'olga@example.com')
    await press(owner, 'Use a backup code')
    await field(owner, 'Backup code').fill(codes[0] ?? '')
    await press(owner, 'Sign in')
    await heading(owner, 'My account')
  })

  it('a forgotten password is set anew, and the same is said of an address that nobody has', async () => {
    await viewer.goto(`${url}/settings`)
    await signOut(viewer)
    const answers: (string | null)[] = []
    for (const email of ['nobody@example.com', 'vera@new.example']) {
      await viewer.goto(`${url}/forgot-password`)
      await field(viewer, 'E-mail').fill(email)
      await press(viewer, 'Send the link')
      const words = await viewer.getByText('If there is an account of').textContent()
      answers.push(words?.replace(email, '…') ?? null)
    }
    expect(answers[0]).toBe(answers[1])
    expect(answers[0]).toContain('a mail with a link is on its way')
    await viewer.goto(`${url}/reset-password#${await tokenFor(server, 'vera@new.example')}`)
    await field(viewer, 'New password').fill('another long password')
    await press(viewer, 'Set the password')
    await said(viewer, 'Your new password holds.')
    await signIn(viewer, 'vera@new.example', 'another long password')
    await viewer.getByRole('heading', { level: 1, name: 'No events yet' }).waitFor()
  })

  it('who has no password sets one before they change the address, and is told so', async () => {
    await server.records.db.deleteFrom('person_logins').execute()
    await viewer.goto(`${url}/account`)
    await press(viewer, 'Change the address …')
    await said(viewer, 'You sign in without a password, and changing the address asks for one.')
    expect(await findings(viewer)).toEqual([])
    await press(viewer, 'Send a link to set a password')
    await said(viewer, 'A mail with a link is on its way to vera@new.example.')
    await viewer.goto(`${url}/reset-password#${await tokenFor(server, 'vera@new.example')}`)
    await heading(viewer, 'Set a new password')
  })

  it('a brand is seen as it is chosen, and what cannot be read is warned of', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const viewport of [phone, desktop]) {
        await owner.emulateMedia({ colorScheme })
        await owner.setViewportSize(viewport)
        await owner.goto(`${url}/settings/brand`)
        await owner.getByTestId('brand-preview').waitFor()
        expect([
          ...(await findings(owner)),
          ...(await owner.evaluate<string[]>(misplaced)),
        ]).toEqual([])
      }
    await owner.emulateMedia({ colorScheme: null })
    const button = owner.getByTestId('brand-preview-light').locator('.brand-button')
    const looks = () =>
      button.evaluate((one) => {
        const { backgroundColor, color, fontFamily } = getComputedStyle(one)
        return { backgroundColor, color, fontFamily }
      })
    await field(owner, 'Main colour').fill('#ffd400')
    await expect.poll(looks).toMatchObject({
      backgroundColor: 'rgb(255, 212, 0)',
      color: 'rgb(21, 26, 34)',
    })
    await field(owner, 'Main colour').fill('#7d7d7d')
    await said(owner, 'Neither white nor dark text can be read on a button of it')
    await field(owner, 'Second colour').fill('#ffd400')
    await said(owner, 'Hard to read as a link on white')
    await field(owner, 'Second colour').fill('')
    await field(owner, 'Main colour').fill('#7a1fa2')
    await field(owner, 'Main colour').press('Enter')
    await said(owner, 'The main colour is changed.')
    await expect.poll(looks).toMatchObject({
      backgroundColor: 'rgb(122, 31, 162)',
      color: 'rgb(255, 255, 255)',
    })
    await owner.getByLabel('Typeface').selectOption('source-serif')
    await said(owner, 'Its typeface is Source Serif now.')
    expect((await looks()).fontFamily).toContain('Serif')
    expect(await findings(owner)).toEqual([])
  })

  const makeWorkspaces = (names: readonly string[]) =>
    owner.evaluate(
      `Promise.all(${JSON.stringify(names)}.map((name) => fetch('/v1/workspaces', {
        method: 'POST',
        headers: { 'x-airgraph': 'page', 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      })))`,
    )
  const openMenu = async () => {
    await owner.goto(`${url}/settings`)
    await heading(owner, 'Settings')
    await owner.getByTestId('workspace').filter({ visible: true }).click()
    await owner.getByRole('menuitem', { name: /^Acme/ }).waitFor()
  }

  it.each<[string, readonly string[]]>([
    ['a few workspaces', ['Bakery']],
    ['many workspaces', [1, 2, 3, 4, 5, 6, 7].map((n) => `Client ${n}`)],
  ])('the menu of %s is as it should be while it is open, in both themes', async (_, names) => {
    await makeWorkspaces(names)
    for (const colorScheme of ['light', 'dark'] as const) {
      await owner.emulateMedia({ colorScheme })
      await openMenu()
      expect(await findings(owner)).toEqual([])
      await owner.getByRole('menuitem', { name: /^Bakery/ }).hover()
      expect(await findings(owner)).toEqual([])
    }
    await owner.emulateMedia({ colorScheme: null })
  })

  it('one of many workspaces is found by its name, without a mouse', async () => {
    await openMenu()
    expect(await owner.evaluate('document.activeElement.placeholder')).toBe('Find a workspace')
    await owner.keyboard.type('no such name')
    await said(owner, 'No workspace’s name contains “no such name”')
    expect(await findings(owner)).toEqual([])
    await owner.keyboard.press('Control+a')
    await owner.keyboard.type('client')
    await owner.keyboard.press('ArrowDown')
    await owner.keyboard.press('ArrowDown')
    await owner.keyboard.press('Enter')
    await owner.getByRole('button', { name: 'Client 2' }).filter({ visible: true }).waitFor()
    await openMenu()
    await owner.keyboard.type('acme')
    await owner.keyboard.press('Enter')
    await owner.getByRole('button', { name: 'Acme' }).filter({ visible: true }).waitFor()
  })

  it('whoever is signed out elsewhere is taken to the sign-in, and nothing was forbidden by the policy', async () => {
    const { db } = server.records
    await db.deleteFrom('person_sessions').execute()
    await viewer.goto(`${url}/settings/members`)
    await heading(viewer, 'Sign in')
    expect(await findings(viewer)).toEqual([])
    expect(complaints).toEqual([])
  })

  async function signOut(page: Page) {
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await heading(page, 'Sign in')
  }

  async function signIn(page: Page, email: string, secret = password) {
    await field(page, 'E-mail').fill(email)
    await field(page, 'Password').fill(secret)
    await press(page, 'Sign in')
  }
})
