import type { Column, MetricsRow } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { MetricCard } from '../../kit/MetricCard.tsx'
import { SortHeader } from '../../kit/SortHeader.tsx'
import { CampaignRow } from './CampaignRow.tsx'
import { campaignName } from './campaign-rows.ts'
import type { Sort, SortKey } from './campaign-rows.ts'
import './CampaignsTable.css'
import type { CampaignMetric } from './questions.ts'

interface Props {
  readonly columns: readonly Column[]
  readonly engagement: EngagementFilter
  readonly rows: readonly MetricsRow[]
  readonly sort: Sort
  readonly onSort: (by: SortKey) => void
}

export function CampaignsTable({ columns, engagement, rows, sort, onSort }: Props) {
  const mostSent = Math.max(
    1,
    ...rows.map((row) => (row.other ? 0 : (row.values['sent']?.value ?? 0))),
  )
  const sorted = (by: SortKey) =>
    sort.by !== by ? null : sort.descending ? 'descending' : 'ascending'
  return (
    <div className="campaigns-table" role="region" aria-label="Campaigns" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <SortHeader sorted={sorted('campaign')} onSort={() => onSort('campaign')}>
              Campaign
            </SortHeader>
            {columns.map((column) => (
              <SortHeader
                key={column.metric}
                sorted={sorted(column.metric as CampaignMetric)}
                says={<MetricCard column={column} />}
                onSort={() => onSort(column.metric as CampaignMetric)}
              >
                {metricTitle(column, engagement)}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CampaignRow
              key={`${row.other ? 'other' : 'campaign'} ${campaignName(row)}`}
              row={row}
              columns={columns}
              mostSent={mostSent}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
