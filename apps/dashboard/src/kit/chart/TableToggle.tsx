import { Button } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'

interface Props {
  readonly pressed: boolean
  readonly onToggle: () => void
}

export const TableToggle = ({ pressed, onToggle }: Props) => (
  <Button
    className="no-print"
    variant="default"
    size="compact-xs"
    radius={6}
    leftSection={pressed ? <IconChartLine size={14} /> : <IconTable size={14} />}
    onClick={onToggle}
  >
    {pressed ? 'Show as chart' : 'Show as table'}
  </Button>
)
