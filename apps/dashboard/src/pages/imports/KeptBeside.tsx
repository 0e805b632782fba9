import { Checkbox } from '@mantine/core'
import type { Choices } from './choices.ts'

interface Props {
  readonly columns: readonly string[]
  readonly choices: Choices
  readonly onChange: (part: Partial<Choices>) => void
}

/** What else is kept beside each event. */
export function KeptBeside({ columns, choices, onChange }: Props) {
  const used = new Set([...Object.values(choices.columns), choices.times])
  const free = columns.filter((column) => column !== '' && !used.has(column))
  if (free.length === 0) return null
  const { properties } = choices
  return (
    <fieldset className="import-more">
      <legend>Kept beside each event, to split and filter by</legend>
      <div className="import-kept">
        {free.map((column) => (
          <Checkbox
            key={column}
            label={column}
            checked={properties.includes(column)}
            onChange={({ currentTarget }) =>
              onChange({
                properties: currentTarget.checked
                  ? [...properties, column]
                  : properties.filter((one) => one !== column),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
