import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  readonly must?: boolean
  readonly columns: readonly string[]
  readonly value: string
  readonly guessed: string
  readonly onChange: (column: string) => void
}

export const ColumnChoice = ({ label, must, columns, value, guessed, onChange }: Props) => (
  <NativeSelect
    label={<Guessed of={label} is={value !== '' && value === guessed} />}
    required={must ?? false}
    data={['', ...columns].map((column) => ({ value: column, label: column || '–' }))}
    value={value}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
)

export const Guessed = ({ of, is }: { readonly of: ReactNode; readonly is: boolean }) => (
  <>
    {of} {is && <span className="badge import-guessed">guessed</span>}
  </>
)
