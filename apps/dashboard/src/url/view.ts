import type { Field } from './fields.ts'

/** The address's query string, read. */
export type Search = Readonly<Record<string, string>>

export type Fields = Readonly<Record<string, Field<unknown>>>
export type ViewOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never
}

/** What it does not understand is as if it were not there. */
export const readView = <F extends Fields>(fields: F, search: Search): ViewOf<F> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const said = search[name]
      return [name, said === undefined ? field.usual : (field.read(said) ?? field.usual)]
    }),
  ) as ViewOf<F>

/** The usual is left out; what is not of this view is kept. */
export function writeView<F extends Fields>(
  fields: F,
  part: Partial<ViewOf<F>>,
  search: Search,
): Search {
  const changed: Record<string, string> = { ...search }
  for (const [name, value] of Object.entries(part)) {
    const field = fields[name]
    if (field === undefined) continue
    const said = field.write(value)
    if (said === field.write(field.usual)) delete changed[name]
    else changed[name] = said
  }
  return changed
}

/** The last of several equal names counts. */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

/** As short as it can be read: what is safe in a query stays as it is. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(search).filter(([, value]) => typeof value === 'string')
  const text = new URLSearchParams(said as [string, string][]).toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
