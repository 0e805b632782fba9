import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import './Form.css'
import { judgePassword, longestPassword, shortestPassword } from './password-strength.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** A new one is judged as it is typed. */
  readonly isNew?: boolean
  /** Name and address, which are no good as a password. */
  readonly own?: readonly string[]
  readonly autoFocus?: boolean
  readonly name?: string
}

export function PasswordField({
  label,
  value,
  onChange,
  isNew = false,
  own = [],
  autoFocus = false,
  name = isNew ? 'new-password' : 'password',
}: Props) {
  const [isShown, setShown] = useState(false)
  const id = useId()
  const judged = isNew ? judgePassword(value, own) : null
  return (
    <div>
      <TextInput
        label={label}
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        autoCapitalize="none"
        spellCheck={false}
        required
        {...(isNew && { minLength: shortestPassword, maxLength: longestPassword })}
        {...(autoFocus && { 'data-autofocus': true })}
        {...(judged && { 'aria-describedby': id })}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        rightSectionWidth={58}
        rightSection={
          <button
            type="button"
            className="plain form-show"
            aria-label={`${isShown ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? 'Hide' : 'Show'}
          </button>
        }
      />
      {judged && (
        <p id={id} className="form-strength" data-strength={judged.strength}>
          <span className="form-strength-bar" aria-hidden />
          <span aria-live="polite">{judged.words}</span>
        </p>
      )}
    </div>
  )
}
