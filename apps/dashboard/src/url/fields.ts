import type { LocalDay } from '../time/local-day.ts'

/** One thing that a reader chooses, and how the address says it. */
export interface Field<T> {
  /** What is meant where the address says nothing. */
  readonly usual: T
  /** `undefined` for what nobody could have meant. */
  read(text: string): T | undefined
  /** A method, so that a field of something is a field of anything. */
  write(value: T): string
}

const asText = (value: string) => value

export const oneOf = <const T extends string>(allowed: readonly T[], usual: T): Field<T> => ({
  usual,
  read: (text) => allowed.find((value) => value === text),
  write: asText,
})

const longest = 200

export const text = (usual = ''): Field<string> => ({
  usual,
  read: (said) => said.slice(0, longest),
  write: asText,
})

/** Words without a comma in them, such as names of columns. */
export const words = (usual: readonly string[] = []): Field<readonly string[]> => ({
  usual,
  read: (said) => (said === '' ? [] : said.slice(0, longest * 10).split(',')),
  write: (values) => values.join(','),
})

const isDay = (said: string): said is LocalDay =>
  /^\d{4}-\d\d-\d\d$/.test(said) &&
  // `toJSON` is null for a day that no month has, whatever its type says.
  ((new Date(`${said}T00:00:00Z`).toJSON() as string | null) ?? '').startsWith(said)

export const day: Field<LocalDay | null> = {
  usual: null,
  read: (said) => (isDay(said) ? said : undefined),
  write: (value) => value ?? '',
}
