import type { Column, MetricsRow } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatValue, precisionOf } from '../../format/numbers.ts'
import { MetricCard } from '../../kit/MetricCard.tsx'
import { SortHeader } from '../../kit/SortHeader.tsx'
import type { Sorted } from '../../kit/SortHeader.tsx'
import { CampaignRow } from './CampaignRow.tsx'
import type { CampaignColumn } from './CampaignRow.tsx'
import { campaignName } from './campaign-rows.ts'
import type { Sort, SortKey } from './campaign-rows.ts'
import './CampaignsTable.css'

interface Props {
  readonly columns: readonly Column[]
  readonly engagement: EngagementFilter
  readonly rows: readonly MetricsRow[]
  readonly sort: Sort
  readonly onSort: (by: SortKey) => void
}

export function CampaignsTable({ columns, engagement, rows, sort, onSort }: Props) {
  const written = columns.map((column) => writtenAs(column, engagement, rows))
  const header = (by: SortKey) => ({ sorted: directionOf(sort, by), onSort: () => onSort(by) })
  return (
    <div className="campaigns-table" role="region" aria-label="Campaigns" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <SortHeader {...header('campaign')}>Campaign</SortHeader>
            {written.map(({ column, title }) => (
              <SortHeader
                key={column.metric}
                {...header(column.metric)}
                says={<MetricCard column={column} />}
              >
                {title}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CampaignRow
              key={`${row.other ? 'other' : 'campaign'} ${campaignName(row)}`}
              row={row}
              columns={written}
              mostSent={mostSent(rows)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function writtenAs(
  column: Column,
  engagement: EngagementFilter,
  rows: readonly MetricsRow[],
): CampaignColumn {
  const values = rows.map((row) => row.values[column.metric]?.value)
  const precision = precisionOf(values, column)
  return {
    column,
    title: metricTitle(column, engagement),
    format: (value) => formatValue(value, column, precision),
  }
}

const directionOf = (sort: Sort, by: SortKey): Sorted => {
  if (sort.by !== by) return null
  return sort.descending ? 'descending' : 'ascending'
}

const mostSent = (rows: readonly MetricsRow[]) =>
  Math.max(1, ...rows.map((row) => (row.other ? 0 : (row.values['sent']?.value ?? 0))))
