import { Button, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { SettingRow, SettingWrong } from '../../kit/form/SettingRow.tsx'
import { useSaving } from '../../kit/form/use-saving.ts'

interface Props {
  readonly label: string
  readonly about: string
  readonly value: string | null
  readonly readOnly: boolean
  /** What is to be known of a colour before it is used. */
  readonly warn: (colour: string) => string | null
  /** What is being chosen and is not saved yet; `undefined` where nothing is any more. */
  readonly onDraft: (value: string | null | undefined) => void
  readonly onSave: (value: string | null) => Promise<unknown>
}

const isColour = (said: string) => /^#[0-9a-f]{6}$/i.test(said)

/** Chosen with the browser's own chooser, or typed; saved when one leaves it. */
export function ColourSetting({ label, about, value, readOnly, warn, onDraft, onSave }: Props) {
  const id = useId()
  const [draft, keepDraft] = useState<string | null>(null)
  const { wrong, setWrong, save } = useSaving(onSave)
  const shown = draft ?? value ?? ''
  const setDraft = (said: string | null) => {
    keepDraft(said)
    if (said === null) onDraft(undefined)
    else if (said.trim() === '') onDraft(null)
    else if (isColour(said.trim())) onDraft(said.trim())
  }
  const change = async (said: string | null) => {
    if (said === value) return setDraft(null)
    if (said !== null && !isColour(said)) return setWrong('Type a colour such as #1f6feb.')
    if (await save(said)) setDraft(null)
    return undefined
  }
  const commit = () => void change(shown.trim() === '' ? null : shown.trim().toLowerCase())
  const warning = isColour(shown) ? warn(shown) : null
  if (readOnly)
    return (
      <SettingRow label={label} about={about}>
        <p className="setting-said">{value ?? 'Airgraph’s own'}</p>
      </SettingRow>
    )
  return (
    <SettingRow label={label} about={about} inputId={id}>
      <div className="brand-colour">
        <input
          type="color"
          aria-label={`Choose: ${label.toLowerCase()}`}
          value={isColour(shown) ? shown : '#2b5bce'}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={commit}
        />
        <TextInput
          id={id}
          placeholder="Airgraph’s own"
          autoComplete="off"
          spellCheck={false}
          maxLength={7}
          aria-invalid={wrong !== null}
          {...(wrong !== null && { 'aria-describedby': `${id}-wrong` })}
          value={shown}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={commit}
          onKeyDown={({ key }) => key === 'Enter' && commit()}
        />
        {value !== null && (
          <Button
            size="xs"
            variant="default"
            aria-label={`Reset ${label.toLowerCase()}`}
            onClick={() => void change(null)}
          >
            Reset
          </Button>
        )}
      </div>
      <SettingWrong id={`${id}-wrong`} words={wrong} />
      <div aria-live="polite">{warning && <p className="setting-warning">{warning}</p>}</div>
    </SettingRow>
  )
}
