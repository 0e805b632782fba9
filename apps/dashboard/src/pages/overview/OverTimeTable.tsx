import { formatCount } from '../../format/numbers.ts'
import type { BucketGrain } from '../../time/period.ts'
import { bucketName } from './bucket-name.ts'
import type { TimeColumn } from './over-time-column.ts'
import type { Point } from './over-time-points.ts'
import './OverTimeTable.css'

interface Props {
  readonly points: readonly Point[]
  readonly columns: readonly TimeColumn[]
  readonly grain: BucketGrain
}

/** The chart's numbers, newest first. */
export const OverTimeTable = ({ points, columns, grain }: Props) => (
  // A region that scrolls must be reachable by the keyboard.
  <div className="over-time-table" role="region" aria-label="Numbers of the chart" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">{grain === 'week' ? 'Week of' : 'Day'}</th>
          {columns.map(({ metric, title }) => (
            <th scope="col" key={metric}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.from}>
            <th scope="row">{bucketName(point)}</th>
            {columns.map(({ metric }) => (
              <td key={metric}>{formatCount(point.values[metric])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
