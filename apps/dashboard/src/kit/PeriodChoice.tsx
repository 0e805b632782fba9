import { Button, Popover, Skeleton } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useWorkspaceNow } from '../frame/workspace-context.ts'
import { formatPeriod } from '../format/moments.ts'
import { presets } from '../time/period.ts'
import { comparedPeriod, scopeFields } from '../url/scope.ts'
import type { Comparison, ScopeView } from '../url/scope.ts'
import { useScope } from '../url/use-scope.ts'
import { useView } from '../url/use-view.ts'
import './PeriodChoice.css'
import { useToday } from './use-today.ts'

const DayRange = lazy(() => import('./DayRange.tsx'))

const rangeWords: Record<ScopeView['range'], string> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '6m': '6 months',
  '12m': '12 months',
  custom: 'Chosen days',
}

const comparisonWords: Record<Comparison, string> = {
  'previous-period': 'The period before',
  'previous-year': 'The same days a year before',
  none: 'Nothing',
}

/** Which days, and what they are compared with. */
export function PeriodChoice({ compares = true }: { readonly compares?: boolean }) {
  const [opened, setOpened] = useState(false)
  const [view, change] = useView(scopeFields)
  const scope = useScope()
  const today = useToday(useWorkspaceNow())
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          className="period-choice"
          variant="default"
          size="xs"
          leftSection={<IconCalendar size={15} stroke={1.6} aria-hidden />}
          aria-label={`Period: ${rangeWords[view.range]}, ${formatPeriod(scope.period)}`}
          onClick={() => setOpened(!opened)}
        >
          <span className="period-choice-range">{rangeWords[view.range]}</span>
          <span className="period-choice-days">{formatPeriod(scope.period)}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="period-choice-card" aria-label="Period">
        <div role="group" aria-label="Range" className="period-choice-list">
          {presets.map((range) => (
            <Choice
              key={range}
              chosen={view.range === range}
              onChoose={() => {
                change({ range, from: null, to: null })
                setOpened(false)
              }}
            >
              {rangeWords[range]}
            </Choice>
          ))}
        </div>
        <div>
          <Suspense fallback={<Skeleton width={260} height={270} />}>
            <DayRange
              period={scope.period}
              today={today}
              onChoose={(from, to) => {
                change({ range: 'custom', from, to })
                setOpened(false)
              }}
            />
          </Suspense>
        </div>
        {compares && (
          <div role="group" aria-label="Compared with" className="period-choice-compared">
            <span className="period-choice-title">Compared with</span>
            {(Object.keys(comparisonWords) as Comparison[]).map((compare) => (
              <Choice
                key={compare}
                chosen={view.compare === compare}
                onChoose={() => change({ compare })}
              >
                {comparisonWords[compare]}
              </Choice>
            ))}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoiceProps {
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly children: React.ReactNode
}

const Choice = ({ chosen, onChoose, children }: ChoiceProps) => (
  <button
    type="button"
    className="plain period-choice-choice"
    aria-pressed={chosen}
    onClick={onChoose}
  >
    {children}
  </button>
)

/** For under a page's title: "compared with 27 Sep – 26 Oct 2026". */
export function ComparedWith() {
  const compared = comparedPeriod(useScope())
  return compared ? <>compared with {formatPeriod(compared)}</> : null
}
