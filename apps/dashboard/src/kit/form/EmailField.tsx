import { TextInput } from '@mantine/core'

interface Props {
  readonly value: string
  /** It is said already, where absent. */
  readonly onChange?: (value: string) => void
}

/** The address that one signs in with; a password manager finds it. */
export const EmailField = ({ value, onChange }: Props) => (
  <TextInput
    label="E-mail"
    name="email"
    type="email"
    autoComplete="username"
    required
    readOnly={onChange === undefined}
    value={value}
    onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
  />
)
