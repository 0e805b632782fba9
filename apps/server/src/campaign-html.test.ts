import { mostHtmlBytes } from '@airgraph/contract/campaign-html.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, type Tenant, type TestServer } from './testing.ts'

let server: TestServer
let shop: Tenant
beforeAll(async () => {
  server = await openTestServer()
  shop = await openTenant(server, 'shop')
})
afterAll(() => server[Symbol.asyncDispose]())

const urlOf = (campaign: string, more = '') =>
  `/v1/campaigns/${encodeURIComponent(campaign)}/html${more}`
const put = (campaign: string, payload: string | Buffer, variant = '') =>
  shop.call({
    method: 'PUT',
    url: urlOf(campaign, `?variant=${encodeURIComponent(variant)}`),
    payload,
    headers: { 'content-type': 'text/html' },
  })
const list = async (campaign: string) =>
  (await shop.call({ method: 'GET', url: urlOf(campaign) })).body
const show = (campaign: string, query = '') =>
  shop.call({ method: 'GET', url: urlOf(campaign, `/shown${query}`) })

describe('how a campaign’s mail looks', () => {
  it('is told, shown, told anew and forgotten, each variant by itself', async () => {
    expect(await list('autumn')).toEqual({ variants: [] })
    expect((await put('autumn', '<p>ä</p>')).body).toMatchObject({ variant: '', bytes: 9 })
    await put('autumn', '<p>old</p>', 'B')
    await put('autumn', '<p>new</p>', 'B')
    expect(await list('autumn')).toMatchObject({ variants: [{ variant: '' }, { variant: 'B' }] })
    expect((await show('autumn')).body).toBe('<p>ä</p>')
    expect((await show('autumn', '?variant=B')).body).toBe('<p>new</p>')
    const gone = await shop.call({ method: 'DELETE', url: urlOf('autumn', '?variant=B') })
    expect(gone.body).toEqual({ variant: 'B' })
    expect((await show('autumn', '?variant=B')).status).toBe(404)
    expect((await show('autumn')).status).toBe(200)
  })

  it.each(['a/b', '50 % & more?', '../..', 'ü'.repeat(500), '#1', "'; DROP TABLE"])(
    'of whatever name: %s',
    async (campaign) => {
      expect((await put(campaign, '<p>x</p>')).status).toBe(200)
      expect((await show(campaign)).body).toBe('<p>x</p>')
    },
  )

  it('is that of a campaign with ten variants at most, told at once or not', async () => {
    const told = await Promise.all(
      Array.from({ length: 10 }, (_, i) => put('many', '<p>x</p>', `v${i}`)),
    )
    expect(told.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect((await put('many', '<p>x</p>', 'v10')).status).toBe(409)
    expect((await put('many', '<p>y</p>', 'v9')).status).toBe(200)
  })

  it.each([
    ['nothing', '', 'it is empty'],
    ['no HTML', 'Hello!', 'there is no HTML in it'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'it is not UTF-8'],
    ['zero bytes', '<p>\0</p>', 'zero bytes'],
  ])('is not %s', async (_, payload, words) => {
    const { status, body } = await put('broken', payload)
    expect(status).toBe(422)
    expect((body as { detail: string }).detail).toContain(words)
  })

  it('is 512 KB at most', async () => {
    const filled = (bytes: number) => `<p>${'x'.repeat(bytes - 3)}`
    expect((await put('large', filled(mostHtmlBytes))).status).toBe(200)
    expect((await put('large', filled(mostHtmlBytes + 1))).status).toBe(413)
  })

  it('is written down in the audit, without the HTML', async () => {
    const { entries } = (await shop.call({ method: 'GET', url: '/v1/audit' })).body as {
      entries: { action: string }[]
    }
    const set = entries.filter(({ action }) => action === 'campaign.html-set')
    expect(set.length).toBeGreaterThan(5)
    expect(JSON.stringify(set)).not.toContain('<p>')
  })
})

describe('it is shown in a frame', () => {
  it('in which nothing runs and nothing is loaded, pictures only for who asks for them', async () => {
    await put('framed', '<p>x</p>')
    const { headers } = await show('framed')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('sandbox allow-same-origin')
    expect(policy).not.toMatch(/allow-scripts|allow-forms|allow-popups|allow-top-navigation|https:/)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-frame-options': 'SAMEORIGIN',
      'x-dns-prefetch-control': 'off',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    const withImages = (await show('framed', '?images=yes')).headers['content-security-policy']
    expect(withImages).toContain('img-src data: https: http:')
  })

  it('without what would look up or connect all the same', async () => {
    const html =
      '<LINK rel=preconnect href=//evil.example><meta http-equiv=refresh content="0;url=//evil.example"><base/href=//evil.example><linking><iframe\nsrc=//evil.example></iframe>'
    await put('reaching', html)
    expect((await show('reaching')).body).toBe(
      '<x-LINK rel=preconnect href=//evil.example><x-meta http-equiv=refresh content="0;url=//evil.example"><x-base/href=//evil.example><linking><x-iframe\nsrc=//evil.example></iframe>',
    )
  })
})
