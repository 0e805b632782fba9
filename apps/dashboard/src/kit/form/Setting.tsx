import { NativeSelect, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { inSentence } from './in-sentence.ts'
import './Rows.css'

interface RowProps {
  readonly label: string
  readonly about?: ReactNode
  /** Of the input that the label is for. */
  readonly inputId?: string
  readonly children: ReactNode
}

export const SettingRow = ({ label, about, inputId, children }: RowProps) => (
  <div className="setting">
    <div className="setting-about">
      {inputId ? <label htmlFor={inputId}>{label}</label> : <strong>{label}</strong>}
      {about && <p>{about}</p>}
    </div>
    <div className="setting-value">{children}</div>
  </div>
)

interface Saved<T> {
  readonly label: string
  readonly about?: ReactNode
  readonly value: T
  /** Rejects where it is refused: then what was said before stands again. */
  readonly onSave: (value: T) => Promise<unknown>
  /** Nothing can be changed by whoever looks. */
  readonly readOnly: boolean
  readonly children?: ReactNode
}

/** What is wrong stands at the input, and is read with it. */
function useSaving<T>(onSave: Saved<T>['onSave']) {
  const [wrong, setWrong] = useState<string | null>(null)
  return {
    wrong,
    setWrong,
    save: async (value: T) => {
      setWrong(null)
      try {
        await onSave(value)
        return true
      } catch (error) {
        setWrong(inSentence(error as Error))
        return false
      }
    },
  }
}

const Wrong = ({ id, words }: { readonly id: string; readonly words: string | null }) => (
  <div role="alert">
    {words !== null && (
      <p id={id} className="setting-wrong">
        {words}
      </p>
    )}
  </div>
)

interface TextProps extends Saved<string> {
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
}: TextProps) {
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
      <Wrong id={`${id}-wrong`} words={wrong} />
      {children}
    </SettingRow>
  )
}

interface SelectProps<T extends string> extends Saved<T> {
  readonly words: Readonly<Record<T, string>>
}

/** Saved when it is chosen. */
export function SelectSetting<T extends string>({
  label,
  about,
  value,
  onSave,
  readOnly,
  words,
  children,
}: SelectProps<T>) {
  const id = useId()
  const { wrong, save } = useSaving(onSave)
  if (readOnly)
    return (
      <SettingRow label={label} about={about}>
        <p className="setting-said">{words[value] ?? value}</p>
        {children}
      </SettingRow>
    )
  return (
    <SettingRow label={label} about={about} inputId={id}>
      <NativeSelect
        id={id}
        data={Object.entries<string>(words).map(([of, said]) => ({ value: of, label: said }))}
        value={value}
        onChange={({ currentTarget }) => void save(currentTarget.value as T)}
      />
      <Wrong id={`${id}-wrong`} words={wrong} />
      {children}
    </SettingRow>
  )
}
