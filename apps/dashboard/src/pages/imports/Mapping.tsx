import type { ComponentProps } from 'react'
import { type Choices, fields, type FieldName } from './choices.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { ForWholeFile } from './ForWholeFile.tsx'
import { KeptBeside } from './KeptBeside.tsx'

/** Every choice, with what was guessed marked as such. */
export function Mapping(props: ComponentProps<typeof ForWholeFile>) {
  const { columns, guess, choices, onChange } = props
  const change = (part: Partial<Choices>) => onChange({ ...choices, ...part })
  const choose = (name: FieldName, column: string) =>
    change({ columns: { ...choices.columns, [name]: column || undefined } })
  return (
    <>
      <div className="import-fields">
        {fields.map(({ name, title, ...rest }) => (
          <ColumnChoice
            key={name}
            label={title}
            must={'must' in rest}
            columns={columns}
            value={choices.columns[name] ?? ''}
            guessed={guess.columns[name] ?? ''}
            onChange={(column) => choose(name, column)}
          />
        ))}
      </div>
      <ForWholeFile {...props} />
      <KeptBeside columns={columns} choices={choices} onChange={change} />
    </>
  )
}
