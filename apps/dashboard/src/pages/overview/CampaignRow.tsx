import type { Column, Measured, MetricsRow } from '@airgraph/domain/answer.ts'
import { formatInterval } from '../../format/numbers.ts'
import './CampaignRow.css'
import { campaignName } from './campaign-rows.ts'

/** A column of the table, and how every number in it is written. */
export interface CampaignColumn {
  readonly column: Column
  readonly title: string
  readonly format: (value: number | null) => string
}

interface Props {
  readonly row: MetricsRow
  readonly columns: readonly CampaignColumn[]
  /** By the largest campaign; the bar's full width. */
  readonly mostSent: number
}

const unmeasured: Measured = { value: null }

export function CampaignRow({ row, columns, mostSent }: Props) {
  const named = !row.other && row.by['campaign'] !== ''
  const sent = row.other ? 0 : (row.values['sent']?.value ?? 0)
  return (
    <tr className={named ? 'campaign-row' : 'campaign-row campaign-row-gathered'}>
      <th scope="row" title={campaignName(row)}>
        <span
          className="campaign-row-bar"
          style={{ width: `${(sent / mostSent) * 92}%` }}
          aria-hidden
        />
        <span className="campaign-row-name">{campaignName(row)}</span>
      </th>
      {columns.map(({ column, format }) => {
        const measured = row.values[column.metric] ?? unmeasured
        const interval = formatInterval(measured)
        return (
          <td key={column.metric} title={interval ? `${interval} at 95 %` : undefined}>
            {format(measured.value)}
          </td>
        )
      })}
    </tr>
  )
}
