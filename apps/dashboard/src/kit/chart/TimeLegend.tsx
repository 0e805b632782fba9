import { Tooltip } from '@mantine/core'
import type { Series } from './series.ts'
import './TimeLegend.css'

interface Props {
  readonly series: readonly Series[]
  readonly shown: readonly string[]
  readonly onChange: (shown: readonly string[]) => void
}

/** Totals, colours and switches in one. The last one shown cannot be switched off. */
export function TimeLegend({ series, shown, onChange }: Props) {
  const toggle = (id: string) => {
    const rest = shown.filter((other) => other !== id)
    if (rest.length > 0) onChange(rest.length < shown.length ? rest : [...shown, id])
  }
  return (
    <div className="time-legend" role="group" aria-label="Shown in the chart">
      {series.map(({ id, title, colour, total, says }) => (
        <Tooltip
          key={id}
          label={says}
          disabled={!says}
          multiline
          w={300}
          position="bottom-start"
          events={{ hover: true, focus: true, touch: false }}
          openDelay={400}
          classNames={{ tooltip: 'definition-card' }}
        >
          <button
            type="button"
            className="plain"
            aria-pressed={shown.includes(id)}
            onClick={() => toggle(id)}
          >
            <span
              className="time-legend-swatch"
              style={{ background: `var(--ag-${colour})` }}
              aria-hidden
            />
            {title} <strong>{total}</strong>
          </button>
        </Tooltip>
      ))}
    </div>
  )
}
