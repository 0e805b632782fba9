import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface Props {
  readonly label: string
  readonly description?: string
  readonly isNumber: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

/** For a code that is used once. It takes the focus: nothing else is to be done where it stands. */
export function CodeField({ label, description, isNumber, value, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <TextInput
      ref={input}
      label={label}
      {...(description && { description })}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...(isNumber && { inputMode: 'numeric', pattern: '[0-9 ]{6,7}', maxLength: 7 })}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
