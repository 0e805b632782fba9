import { SegmentedControl } from '@mantine/core'
import { useScopeFields } from '../url/use-scope-fields.ts'
import { useView } from '../url/use-view.ts'
import './EngagementChoice.css'

const choices = [
  { value: 'human' as const, label: 'Human' },
  { value: 'all' as const, label: 'All' },
  { value: 'machine' as const, label: 'Machine' },
]

/** Whose opens and clicks count, on every page. */
export function EngagementChoice() {
  const [{ engagement }, change] = useView(useScopeFields())
  return (
    <SegmentedControl
      className="engagement-choice"
      aria-label="Opens and clicks of"
      size="xs"
      data={choices}
      value={engagement}
      onChange={(chosen) => change({ engagement: chosen })}
    />
  )
}
