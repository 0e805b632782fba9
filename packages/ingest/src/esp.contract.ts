import { eventKinds } from '@airgraph/domain/event.ts'
import { hours } from '@airgraph/domain/units.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bounceReasons } from './esp/bounce-reason.ts'
import {
  type Fixture,
  fixturesOf,
  noon,
  type Prover,
  provers,
  readingOf,
  requestOf,
} from './esp/testing.ts'
import type { Esp, Needs, RawRequest } from './esp.ts'
import type { EspName } from './esps.ts'

/** What every ESP must do. It runs over the list, so a new one is tested the moment it is listed. */
export function espContract(esp: Esp & { readonly name: EspName }) {
  const fixtures = fixturesOf(esp.name)
  const prover = provers[esp.name]
  describe(`${esp.title}: what it tells`, () => reads(esp, fixtures, prover))
  describe(`${esp.title}: whether it is theirs`, () => verifies(esp, prover))
}

function reads(esp: Esp, fixtures: readonly Fixture[], prover: Prover) {
  const read = ({ body, headers }: Pick<Fixture, 'body' | 'headers'>) =>
    readingOf(esp, requestOf(body, headers))

  it.each(fixtures)('$name', (fixture) => {
    const { events, refused } = read(fixture)
    expect(asJson(events)).toEqual(fixture.expected)
    expect(refused).toEqual([])
  })

  it.each(fixtures)('$name: repeated, it is the same; apart, they are distinct', (fixture) => {
    const repeated = esp.read({
      ...requestOf(fixture.body, fixture.headers),
      receivedAt: new Date('2027-01-01'),
    })
    const ids = read(fixture).events.map((event) => event.sourceId)
    expect(repeated.ok && repeated.value.events.map((event) => event.sourceId)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps an event of an unheard-of kind, with its body', () => {
    for (const kind of ['teleported', 'constructor', '__proto__', 'toString']) {
      const [event] = read({ body: prover.tell(kind), headers: { 'svix-id': 'msg_1' } }).events
      expect(event).toMatchObject({ kind: 'unknown', name: kind })
      expect(event?.raw).toContain(kind)
    }
  })

  it('keeps an event of an unheard-of kind even if its fields are of shapes that it cannot foresee', () => {
    const told = unwrapped(prover.tell('teleported'))
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.jsonValue(), (path, value) => {
        const body = replaced(told, path, value)
        fc.pre(JSON.stringify(body).includes('teleported'))
        const result = esp.read(requestOf(body, { 'svix-id': 'msg_1' }))
        const events = result.ok ? result.value.events : []
        expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['unknown']))
        const people = Array.isArray(value) ? Math.max(1, value.length) : 1 // some tell of several at once
        expect(events.length).toBeLessThanOrEqual(people)
      }),
    )
  })

  it('says what it expected of a body that it cannot read', () => {
    for (const body of ['', 'null', '5', '"text"', '{', '\u{feff}', '[[[['])
      expect(esp.read(requestOf(body, { 'svix-id': 'msg_1' }))).toEqual({
        ok: false,
        error: expect.stringMatching(/^expected /),
      })
    const notUtf8 = { ...requestOf('', { 'svix-id': 'msg_1' }), body: Uint8Array.of(0x7b, 0xff) }
    expect(esp.read(notUtf8)).toEqual({ ok: false, error: expect.stringMatching(/^expected /) })
  })

  it('survives a body nested as deep as the stack', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '1}'],
      ['[{"msys":{"x":', '1}}]'],
    ] as const) {
      const body = open.repeat(50_000) + close.repeat(50_000)
      expect(esp.read(requestOf(body, { 'svix-id': 'msg_1' })).ok).toBe(false)
    }
  })

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expectSound(esp.read(requestOf(body, { 'svix-id': 'msg_1' })))
      }),
    )
  })

  it('never throws, whatever is wrong with a body of theirs', () => {
    const someBody = fc.constantFrom(...fixtures)
    fc.assert(
      fc.property(
        someBody,
        fc.array(fc.nat()),
        fc.jsonValue(),
        ({ body, headers }, path, value) => {
          const json = typeof body === 'string' ? tryParse(body) : body
          expectSound(esp.read(requestOf(replaced(json, path, value), headers)))
        },
      ),
      { numRuns: 300 },
    )
  })
}

function verifies(esp: Esp, prover: Prover) {
  const body = prover.tell('delivered')
  const [secret, next] = prover.secrets
  const needs = (now = noon): Needs => ({ now, certificate: async () => prover.certificate ?? '' })
  const verify = (request: RawRequest, secrets: readonly string[], now?: Date) =>
    esp.verify(request, secrets, needs(now))
  const accepted = { ok: true, value: undefined }
  const forged = { ok: false, error: 'bad-signature' }

  it('accepts what they sent', async () => {
    expect(await verify(prover.send(body, secret), [secret])).toEqual(accepted)
  })

  it('accepts either of two active secrets', async () => {
    expect(await verify(prover.send(body, secret), [secret, next])).toEqual(accepted)
    expect(await verify(prover.send(body, next), [secret, next])).toEqual(accepted)
  })

  it('accepts a secret that was pasted with white space around it', async () => {
    expect(await verify(prover.send(body, secret), [` ${secret}\r\n`])).toEqual(accepted)
    expect(await verify(prover.send(body, secret), [next, `\t${secret}\n`])).toEqual(accepted)
  })

  it('refuses another secret, and a secret that has been retired', async () => {
    expect(await verify(prover.send(body, prover.wrong), [secret, next])).toEqual(forged)
    expect(await verify(prover.send(body, secret), [next])).toEqual(forged)
  })

  it('refuses a request of which one byte was changed, whichever', async () => {
    const sent = prover.send(body, secret)
    for (const request of prover.tampered(sent))
      expect(await verify(request, [secret])).toEqual(forged)
  })

  if (esp.proof.required)
    it('accepts nothing before a secret is configured', async () => {
      expect(await verify(prover.send(body, secret), [])).toEqual(forged)
      expect(await verify(prover.send(body, secret), [''])).toEqual(forged)
    })

  if (esp.proof.kind !== 'basic-auth')
    it('refuses what was signed too long ago', async () => {
      const sent = prover.send(body, secret, noon)
      const tooOld = { ok: false, error: 'too-old' }
      expect(await verify(sent, [secret], new Date(noon.getTime() + hours(16 * 24)))).toEqual(
        tooOld,
      )
      expect(await verify(sent, [secret], new Date(noon.getTime() - hours(1)))).toEqual(tooOld)
    })

  it('never throws, whatever the bytes, the headers and the secrets', async () => {
    const headers = fc.dictionary(
      fc.constantFrom('authorization', 'svix-id', 'svix-timestamp', 'svix-signature'),
      fc.stringMatching(/^[ -~]*$/),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        headers,
        fc.array(fc.string(), { maxLength: 2, minLength: 1 }),
        async (bytes, named, secrets) => {
          const request = { headers: new Headers(named), body: bytes, receivedAt: noon }
          expect((await verify(request, secrets)).ok).toBe(false)
        },
      ),
    )
  })
}

/** What Amazon SNS carries, without its envelope. */
const unwrapped = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'Message' in body
    ? tryParse(String(body.Message))
    : body

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The same value with the part at the end of a path replaced; the path is of positions, taken modulo. */
function replaced(value: unknown, [step, ...rest]: readonly number[], part: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return part
  const entries = Object.entries(value)
  const at = entries.length > 0 ? step % entries.length : 0
  const mended = entries.map(([key, inner], i) => [
    key,
    i === at ? replaced(inner, rest, part) : inner,
  ])
  return Array.isArray(value) ? mended.map(([, inner]) => inner) : Object.fromEntries(mended)
}

function expectSound(result: ReturnType<Esp['read']>) {
  if (!result.ok) return expect(result.error).toMatch(/^expected /)
  for (const { reason } of result.value.refused) expect(reason).not.toBe('')
  for (const event of result.value.events) {
    expect(event.sourceId).not.toBe('')
    expect(eventKinds).toContain(event.kind)
    expect(event.occurredAt.getTime()).not.toBeNaN()
    if (event.bounce) expect(bounceReasons).toContain(event.bounce.reason)
    for (const value of Object.values(event.properties ?? {}))
      expect(typeof value).toMatch(/^(?:string|number|boolean)$/)
  }
  return undefined
}
