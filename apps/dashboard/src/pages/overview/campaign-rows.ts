import type { MetricsRow } from '@airgraph/domain/answer.ts'
import type { MetricName } from '@airgraph/domain/question.ts'

export type SortKey = 'campaign' | MetricName
export interface Sort {
  readonly by: SortKey
  readonly descending: boolean
}

export const bySent: Sort = { by: 'sent', descending: true }

/** Mail outside any campaign is not a campaign without a name. */
export const campaignName = (row: MetricsRow) =>
  row.other ? 'All other campaigns' : row.by['campaign'] || 'Outside any campaign'

/** Numbers begin with the largest, names with the first; again turns it round. */
export const nextSort = (sort: Sort, by: SortKey): Sort =>
  sort.by === by ? { by, descending: !sort.descending } : { by, descending: by !== 'campaign' }

/** Found and sorted. Unknown values come last either way, and what is gathered as "other" after everything. */
export function campaignRows(rows: readonly MetricsRow[], search: string, sort: Sort) {
  const wanted = search.trim().toLocaleLowerCase()
  const found = rows.filter((row) => campaignName(row).toLocaleLowerCase().includes(wanted))
  return [
    ...found.filter((row) => !row.other).sort((a, b) => compare(a, b, sort)),
    ...rows.filter((row) => row.other && wanted === ''),
  ]
}

function compare(a: MetricsRow, b: MetricsRow, { by, descending }: Sort): number {
  const names = campaignName(a).localeCompare(campaignName(b), undefined, { numeric: true })
  if (by === 'campaign') return descending ? -names : names
  const [x, y] = [a.values[by]?.value ?? null, b.values[by]?.value ?? null]
  if (x === y) return names
  if (x === null) return 1
  if (y === null) return -1
  return descending ? y - x : x - y
}
