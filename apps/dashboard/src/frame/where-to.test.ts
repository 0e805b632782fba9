import { describe, expect, it } from 'vitest'
import { placeOf, safePath } from './where-to.ts'

const person = { id: 'p' } as never
const mine = { id: 'mine' } as never
const nobody = { setup: false, person: null, workspaces: [] }

describe('where somebody is taken', () => {
  it('a fresh installation shows the sample, or asks to be set up where there is none', () => {
    const fresh = { ...nobody, setup: true }
    expect(placeOf({ ...fresh, workspaces: [mine] }, '/', '')).toBe('inside')
    expect(placeOf(fresh, '/', '')).toBe('setup')
  })
  it('who is not signed in signs in, unless the sample is open', () => {
    expect(placeOf(nobody, '/campaigns', '')).toBe('sign-in')
    expect(placeOf({ ...nobody, workspaces: [mine] }, '/campaigns', '')).toBe('inside')
    expect(placeOf({ ...nobody, workspaces: [mine] }, '/campaigns', 'other')).toBe('sign-in')
  })
  it('who is signed in sees what is theirs, and is told what is not', () => {
    const here = { setup: false, person, workspaces: [mine] }
    expect(placeOf(here, '/', '')).toBe('inside')
    expect(placeOf(here, '/', 'mine')).toBe('inside')
    expect(placeOf(here, '/', 'other')).toBe('not-yours')
    expect(placeOf({ ...here, workspaces: [] }, '/', '')).toBe('nowhere')
  })
  it('pages of accounts stand alone, whoever comes', () => {
    for (const path of ['/sign-in', '/sign-in/', '/setup', '/invitation'])
      expect(placeOf(nobody, path, '')).toBe('alone')
  })
})

it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  'nobody is sent to %j after signing in',
  (path) => expect(safePath(path)).toBe('/'),
)
it('but to the page that was asked for', () =>
  expect(safePath('/campaigns?range=7d')).toBe('/campaigns?range=7d'))
