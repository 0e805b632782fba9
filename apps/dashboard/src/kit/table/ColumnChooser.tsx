import { Button, Checkbox, Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import './ColumnChooser.css'
import type { TableColumn } from './column.ts'

interface Props {
  readonly columns: readonly Pick<TableColumn<never>, 'id' | 'title'>[]
  readonly hidden: readonly string[]
  readonly onChange: (hidden: readonly string[]) => void
}

/** Which columns are shown. The first one always is: it says what the row is. */
export const ColumnChooser = ({ columns, hidden, onChange }: Props) => (
  <Popover position="bottom-end" shadow="md" trapFocus>
    <Popover.Target>
      <Button
        className="no-print"
        variant="default"
        size="xs"
        leftSection={<IconColumns3 size={15} stroke={1.6} aria-hidden />}
      >
        Columns
      </Button>
    </Popover.Target>
    <Popover.Dropdown className="column-chooser" aria-label="Columns">
      {columns.slice(1).map(({ id, title }) => (
        <Checkbox
          key={id}
          size="xs"
          label={title}
          checked={!hidden.includes(id)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? hidden.filter((other) => other !== id) : [...hidden, id])
          }
        />
      ))}
    </Popover.Dropdown>
  </Popover>
)
