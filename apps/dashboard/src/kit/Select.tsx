import { NativeSelect } from '@mantine/core'

interface Props<T extends string> {
  readonly label: string
  /** The choices, as they are said. */
  readonly words: Readonly<Record<T, string>>
  readonly value: T
  readonly onChange: (value: T) => void
}

/** The browser's own: it is the best there is on a phone. */
export const Select = <T extends string>({ label, words, value, onChange }: Props<T>) => (
  <NativeSelect
    className="no-print"
    size="xs"
    aria-label={label}
    data={Object.entries<string>(words).map(([of, said]) => ({ value: of, label: said }))}
    value={value}
    onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
  />
)
