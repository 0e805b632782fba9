import type { Brand } from '@airgraph/contract/settings.ts'
import { colours } from '../../theme/tokens.ts'
import type { Scheme } from '../../theme/tokens.ts'
import { contrast, enoughForMarks, enoughForText } from './contrast.ts'

/** What is drawn with a brand’s colours, on the ground of one scheme. */
export interface BrandColours {
  readonly button: string
  readonly onButton: string
  readonly link: string
}

const white = '#ffffff'
const ink = colours.light.ink

/** White where it can be read, else dark; where neither can, what is less bad. */
export function inkOn(ground: string): string {
  const onWhite = contrast(white, ground)
  return onWhite >= enoughForText || onWhite >= contrast(ink, ground) ? white : ink
}

const mixed = (colour: string, part: number) =>
  [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    .map((c) => Math.round(c + (255 - c) * part))
    .reduce((hex, c) => hex + c.toString(16).padStart(2, '0'), '#')

const steps = 20

/** The colour, with as little white in it as sets it off from a dark ground. */
export function lightened(colour: string, ground: string, enough: number): string {
  for (let step = 0; step < steps; step++) {
    const light = mixed(colour, step / steps)
    if (contrast(light, ground) >= enough) return light
  }
  return white
}

/** As they were chosen in light; in dark, where nothing else is chosen, lightened until they can be seen. */
export function brandColours(
  { primaryColour, accentColour }: Pick<Brand, 'primaryColour' | 'accentColour'>,
  scheme: Scheme,
): BrandColours {
  const { accent, surface } = colours[scheme]
  const fit = (chosen: string | null, enough: number) => {
    if (chosen === null) return accent
    return scheme === 'dark' ? lightened(chosen, surface, enough) : chosen
  }
  const button = fit(primaryColour, enoughForMarks)
  return { button, onButton: inkOn(button), link: fit(accentColour, enoughForText) }
}

const toOne = (ratio: number) => `${ratio.toFixed(1)}\u00a0:\u00a01`
const inWords = (ratio: number) => `${toOne(ratio)}, and ${toOne(enoughForText)} is needed`

/** What is to be known of the main colour before it is used; `null` where nothing is. */
export function buttonWarning(colour: string): string | null {
  const ratio = contrast(inkOn(colour), colour)
  return ratio >= enoughForText
    ? null
    : `Neither white nor dark text can be read on a button of it: ${inWords(ratio)}. Choose a darker or a lighter one.`
}

/** The same of the second colour. */
export function linkWarning(colour: string): string | null {
  const ratio = contrast(colour, white)
  return ratio >= enoughForText
    ? null
    : `Hard to read as a link on white: ${inWords(ratio)}. Choose a darker one.`
}
