import { formatCount, formatRatio, unknown } from '../../format/numbers.ts'
import './ClassTable.css'
import { classWords } from './class-words.ts'
import type { Share } from './engagement-shares.ts'

interface Props {
  readonly opens: readonly Share[]
  readonly clicks: readonly Share[]
}

/** The bars' legend, their numbers, and what each class means. */
export const ClassTable = ({ opens, clicks }: Props) => (
  <table className="class-table">
    <thead>
      <tr>
        <th scope="col">
          <span className="hidden-visually">Class</span>
        </th>
        <th scope="col">Opens</th>
        <th scope="col">Clicks</th>
      </tr>
    </thead>
    <tbody>
      {opens.map((share, i) => (
        <tr key={share.class}>
          <th scope="row">
            <div>
              <span
                className="class-table-swatch"
                style={{ background: `var(--ag-${share.class})` }}
                aria-hidden
              />
              <span>
                {classWords[share.class].title}
                <small>{classWords[share.class].means}</small>
              </span>
            </div>
          </th>
          <Cell of={share} />
          <Cell of={clicks[i] ?? null} />
        </tr>
      ))}
    </tbody>
  </table>
)

const Cell = ({ of }: { of: Share | null }) => (
  <td title={of ? formatCount(of.count) : unknown}>
    {of === null || of.ratio === null ? unknown : formatRatio(of.ratio, { digits: 1 })}
    <small>{of ? formatCount(of.count) : ''}</small>
  </td>
)
