import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { SettingRow, SettingWrong } from './SettingRow.tsx'
import { type Saved, useSaving } from './use-saving.ts'

interface Props extends Saved<string> {
  readonly placeholder?: string
  readonly autoComplete?: string
  readonly maxLength?: number
  /** What can be chosen of, while typing. */
  readonly choices?: readonly string[]
  /** What is wrong with it, before it is sent. */
  readonly judge?: (value: string) => string | null
}

/** Saved when one leaves it or presses Enter; Escape takes it back. */
export function TextSetting({
  label,
  about,
  value,
  onSave,
  readOnly,
  judge,
  choices,
  children,
  ...input
}: Props) {
  const id = useId()
  const { wrong, setWrong, save } = useSaving(onSave)
  const [draft, setDraft] = useState<string | null>(null)
  const commit = async () => {
    const said = draft?.trim() ?? value
    if (said === value) {
      setWrong(null)
      return setDraft(null)
    }
    const refused = judge?.(said) ?? null
    if (refused !== null) return setWrong(refused)
    if (await save(said)) setDraft(null)
    return undefined
  }
  if (readOnly)
    return (
      <SettingRow label={label} about={about}>
        <p className="setting-said">{value || '–'}</p>
        {children}
      </SettingRow>
    )
  return (
    <SettingRow label={label} about={about} inputId={id}>
      <TextInput
        id={id}
        aria-invalid={wrong !== null}
        {...(wrong !== null && { 'aria-describedby': `${id}-wrong` })}
        {...(choices && { list: `${id}-choices` })}
        {...input}
        value={draft ?? value}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={() => void commit()}
        onKeyDown={({ key }) => {
          if (key === 'Enter') void commit()
          if (key === 'Escape') {
            setDraft(null)
            setWrong(null)
          }
        }}
      />
      {choices && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      <SettingWrong id={`${id}-wrong`} words={wrong} />
      {children}
    </SettingRow>
  )
}
