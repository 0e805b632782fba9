import { describe, expect, it } from 'vitest'
import { colours } from '../../theme/tokens.ts'
import { brandColours, buttonWarning, inkOn, lightened, linkWarning } from './brand-colours.ts'
import { contrast } from './contrast.ts'

const hues = ['#000000', '#0b1f4b', '#1f6feb', '#7a1fa2', '#c2570c', '#ffd400', '#ffffff']

describe('text on a button', () => {
  it('is white where that can be read, and dark where it cannot', () => {
    expect(inkOn('#1f3a8a')).toBe('#ffffff')
    expect(inkOn('#ffd400')).toBe(colours.light.ink)
  })
  it('is warned of where neither can be read', () => {
    expect(buttonWarning('#7d7d7d')).toMatch(
      /^Neither white nor dark .*4\.\d\s:\s1, and 4\.5\s:\s1/,
    )
    expect(buttonWarning('#ffd400')).toBeNull()
    expect(buttonWarning('#1f3a8a')).toBeNull()
  })
})

describe('a link', () => {
  it('that is hard to read on white is warned of', () => {
    expect(linkWarning('#ffd400')).toMatch(/darker/)
    expect(linkWarning('#1f3a8a')).toBeNull()
  })
})

describe('in the dark', () => {
  it('a colour that can be seen stays as it is', () => {
    expect(lightened('#ffd400', colours.dark.surface, 4.5)).toBe('#ffd400')
  })
  it.each(hues)('%s is seen as a button and read as a link', (hue) => {
    const { button, link } = brandColours({ primaryColour: hue, accentColour: hue }, 'dark')
    expect(contrast(button, colours.dark.surface)).toBeGreaterThanOrEqual(3)
    expect(contrast(link, colours.dark.surface)).toBeGreaterThanOrEqual(4.5)
  })
})

it.each(hues)('%s is itself in the light', (hue) => {
  const brand = { primaryColour: hue, accentColour: hue }
  expect(brandColours(brand, 'light')).toMatchObject({ button: hue, link: hue })
})

it.each(['light', 'dark'] as const)('without colours it has Airgraph’s own: %s', (scheme) => {
  const { button, onButton, link } = brandColours(
    { primaryColour: null, accentColour: null },
    scheme,
  )
  expect([button, link]).toEqual([colours[scheme].accent, colours[scheme].accent])
  expect(contrast(button, onButton)).toBeGreaterThanOrEqual(4.5)
})
