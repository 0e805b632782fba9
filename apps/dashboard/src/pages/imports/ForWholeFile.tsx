import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { fileKinds } from '@airgraph/ingest/files/kind-word.ts'
import { kindWords } from '../../words/kinds.ts'
import { type Choices, writings, type Writing } from './choices.ts'
import { ColumnChoice, Guessed } from './ColumnChoice.tsx'

interface Props {
  readonly columns: readonly string[]
  readonly guess: Choices
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
  /** What the pages of this workspace count in. */
  readonly currencyShown: string
  readonly source: string
  readonly usualSource: string
  readonly onSource: (source: string) => void
}

/** What no column says of each row. */
export function ForWholeFile(props: Props) {
  const { columns, guess, choices, onChange, currencyShown } = props
  const change = (part: Partial<Choices>) => onChange({ ...choices, ...part })
  const isCounted = choices.currency.trim().toUpperCase() === currencyShown
  const isGuess = (name: 'kind' | 'writing') =>
    choices[name] !== '' && choices[name] === guess[name] && !choices.columns.kind
  return (
    <fieldset className="import-more">
      <legend>Said for the whole file</legend>
      <div className="import-fields">
        <NativeSelect
          label={<Guessed of="What happened, where no column says" is={isGuess('kind')}></Guessed>}
          data={[
            { value: '', label: '–' },
            ...fileKinds.map((kind) => ({ value: kind, label: kindWords[kind] ?? kind })),
          ]}
          value={choices.kind}
          onChange={({ currentTarget }) => change({ kind: currentTarget.value as Choices['kind'] })}
        />
        <TextInput
          label="Time zone of times without one"
          value={choices.timeZone}
          onChange={({ currentTarget }) => change({ timeZone: currentTarget.value })}
        />
        <TextInput
          label="Dates are written"
          placeholder="found out"
          description="iso, epoch, epoch-ms, or such as DD.MM.YYYY HH:mm"
          value={choices.dateFormat}
          onChange={({ currentTarget }) => change({ dateFormat: currentTarget.value })}
        />
        {choices.columns.amount && (
          <>
            <ColumnChoice
              label="The amount is multiplied by"
              columns={columns}
              value={choices.times}
              guessed={guess.times}
              onChange={(times) => change({ times })}
            />
            <NativeSelect
              label={<Guessed of="Amounts are written" is={isGuess('writing')} />}
              data={Object.entries(writings).map(([value, label]) => ({ value, label }))}
              value={choices.writing}
              onChange={({ currentTarget }) => change({ writing: currentTarget.value as Writing })}
            />
            <TextInput
              label="Currency"
              description={
                isCounted || choices.columns.currency
                  ? 'Where no column says it'
                  : `This workspace counts ${currencyShown}: other money is kept, and left out of its totals.`
              }
              maxLength={3}
              value={choices.currency}
              onChange={({ currentTarget }) => change({ currency: currentTarget.value })}
            />
          </>
        )}
        <ColumnChoice
          label="Rows with the same … are one event"
          columns={columns}
          value={choices.group}
          guessed={guess.group}
          onChange={(group) => change({ group })}
        />
        <TextInput
          label="Only rows where"
          placeholder="every row"
          description="Such as: Quantity > 0 and CustomerID is not empty"
          value={choices.where}
          onChange={({ currentTarget }) => change({ where: currentTarget.value })}
        />
        <TextInput
          label="The source is called"
          placeholder={props.usualSource}
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={64}
          value={props.source}
          onChange={({ currentTarget }) => props.onSource(currentTarget.value)}
        />
      </div>
      {choices.group === '' && !choices.columns.id && (
        <Checkbox
          label="Rows that are equal each count"
          checked={choices.keepDuplicates}
          onChange={({ currentTarget }) => change({ keepDuplicates: currentTarget.checked })}
        />
      )}
    </fieldset>
  )
}
