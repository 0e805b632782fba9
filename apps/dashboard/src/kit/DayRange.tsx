import { DatePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { useState } from 'react'
import { useWorkspaceNow } from '../frame/workspace-context.ts'
import { addDays } from '../time/local-day.ts'
import type { LocalDay } from '../time/local-day.ts'
import type { Period } from '../time/period.ts'
import './DayRange.css'

interface Props {
  readonly period: Period
  readonly today: LocalDay
  /** Both days are in. */
  readonly onChoose: (from: LocalDay, to: LocalDay) => void
}

type Chosen = [string | null, string | null]

/** Loaded when it is opened. */
export default function DayRange({ period, today, onChoose }: Props) {
  const { weekStart } = useWorkspaceNow()
  const [chosen, setChosen] = useState<Chosen>([period.from, addDays(period.to, -1)])
  const choose = (range: Chosen) => {
    setChosen(range)
    const [from, to] = range
    if (from !== null && to !== null) onChoose(from as LocalDay, to as LocalDay)
  }
  return (
    <DatePicker
      className="day-range"
      type="range"
      size="xs"
      allowSingleDateInRange
      maxDate={today}
      defaultDate={addDays(period.to, -1)}
      firstDayOfWeek={weekStart === 'monday' ? 1 : 0}
      value={chosen}
      onChange={choose}
      ariaLabels={{
        nextMonth: 'Next month',
        previousMonth: 'Previous month',
        monthLevelControl: 'Choose a month',
        yearLevelControl: 'Choose a year',
      }}
    />
  )
}
