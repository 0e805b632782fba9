import type { Measured } from '@airgraph/domain/answer.ts'
import { formatInterval, formatRatio, unknown } from '../format/numbers.ts'
import './Intervals.css'

interface Props {
  readonly of: readonly { readonly name: string; readonly measured: Measured }[]
  readonly label: string
}

/** Shares beside each other, each with where the truth lies 19 times in 20. */
export function Intervals({ of, label }: Props) {
  const most = Math.max(...of.map(({ measured }) => measured.high ?? measured.value ?? 0), 1e-9)
  const at = (value: number) => `${(value / most) * 100}%`
  return (
    <dl className="intervals" aria-label={label}>
      {of.map(({ name, measured }) => {
        const { value, low = value ?? 0, high = value ?? 0 } = measured
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="intervals-line" aria-hidden>
              <span className="intervals-range" style={{ left: at(low), width: at(high - low) }} />
              {value !== null && <span className="intervals-mark" style={{ left: at(value) }} />}
            </dd>
            <dd title={formatInterval(measured) ?? undefined}>
              {value === null ? unknown : formatRatio(value)}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
