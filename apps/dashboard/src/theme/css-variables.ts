import { colours, fonts, radii, sizes, spaces, textSizes } from './tokens.ts'
import type { Scheme } from './tokens.ts'

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const named = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`--ag-${prefix}${kebab(name)}`, value]),
  )

/** Mantine's own words for what we have named. */
const mantine = (scheme: Scheme) => ({
  '--mantine-color-body': colours[scheme].page,
  '--mantine-color-text': colours[scheme].ink,
  '--mantine-color-dimmed': colours[scheme].inkMuted,
  '--mantine-color-placeholder': colours[scheme].inkMuted,
  '--mantine-color-default': colours[scheme].surface,
  '--mantine-color-default-hover': colours[scheme].sunken,
  '--mantine-color-default-border': colours[scheme].line,
  '--mantine-color-default-color': colours[scheme].ink,
})

const of = (scheme: Scheme) => ({ ...named('', { ...colours[scheme] }), ...mantine(scheme) })

/** The tokens as CSS variables, in the form that Mantine's resolvers have. */
export const cssVariables = () => ({
  variables: {
    ...named('font-', fonts),
    ...named('text-', textSizes),
    ...named('space-', spaces),
    ...named('radius-', radii),
    ...named('size-', sizes),
    '--ag-shadow': '0 6px 24px rgb(0 0 0 / 14%)',
  },
  light: of('light'),
  dark: of('dark'),
})
