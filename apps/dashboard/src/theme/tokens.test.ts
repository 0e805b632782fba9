import { describe, expect, it } from 'vitest'
import { colours, seriesColours } from './tokens.ts'
import type { Colours, Scheme } from './tokens.ts'

type Rgb = readonly [number, number, number]

/** Linear light, 0 to 1. */
const linear = (hex: string): Rgb => {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** WCAG 2.2. */
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

type Matrix = readonly [Rgb, Rgb, Rgb]
const times = (rows: Matrix, v: Rgb): Rgb => {
  const row = (m: Rgb) => m[0] * v[0] + m[1] * v[1] + m[2] * v[2]
  return [row(rows[0]), row(rows[1]), row(rows[2])]
}

/** Machado, Oliveira and Fernandes 2009, at full severity, on linear light. */
const vision: Record<string, Matrix> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Ottosson's OKLab, where distance is what the eye sees. */
const oklab = (rgb: Rgb): Rgb => {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((c) => Math.cbrt(Math.max(0, c))) as unknown as Rgb
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  )
}

const seenApart = (a: string, b: string, eyes: Matrix) => {
  const [x, y] = [a, b].map((hex) => oklab(times(eyes, linear(hex)))) as [Rgb, Rgb]
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}

const schemes = Object.entries(colours) as [Scheme, Colours][]

describe.each(schemes)('in %s colours', (_, c) => {
  it.each(['ink', 'inkMuted', 'accent', 'good', 'bad', 'warning'] as const)(
    '%s can be read on every ground',
    (text) => {
      for (const ground of [c.page, c.surface, c.sunken])
        expect(contrast(c[text], ground)).toBeGreaterThanOrEqual(4.5)
    },
  )

  const graphics = [
    'sent',
    'opens',
    'clicks',
    'human',
    'proxy',
    'prefetch',
    'scanner',
    'unknown',
    ...seriesColours,
  ] as const
  it.each(graphics)('%s stands out from its tile', (name) => {
    expect(contrast(c[name], c.surface)).toBeGreaterThanOrEqual(3)
  })

  const classes = ['human', 'proxy', 'prefetch', 'scanner', 'unknown'] as const
  it.each(Object.entries(vision))('%s colour vision tells classes apart', (_name, eyes) => {
    const pairs = classes.flatMap((a, i) => classes.slice(i + 1).map((b) => [a, b] as const))
    const close = pairs.filter(([a, b]) => seenApart(c[a], c[b], eyes) < 0.09)
    expect(close).toEqual([])
  })

  it.each(Object.entries(vision))('%s colour vision tells groups apart', (_name, eyes) => {
    const pairs = seriesColours.flatMap((a, i) =>
      seriesColours.slice(i + 1).map((b) => [a, b] as const),
    )
    expect(pairs.filter(([a, b]) => seenApart(c[a], c[b], eyes) < 0.09)).toEqual([])
  })

  it('a chosen or main button can be read', () => {
    expect(contrast(c.page, c.accent)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(Object.entries(vision))('%s colour vision tells opens from clicks', (_name, eyes) => {
    expect(seenApart(c.opens, c.clicks, eyes)).toBeGreaterThan(0.15)
  })
})
