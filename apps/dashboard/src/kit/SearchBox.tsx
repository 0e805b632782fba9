import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import './SearchBox.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export const SearchBox = ({ label, value, onChange }: Props) => (
  <TextInput
    className="search-box no-print"
    type="search"
    size="xs"
    placeholder={label}
    aria-label={label}
    leftSection={<IconSearch size={14} aria-hidden />}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
