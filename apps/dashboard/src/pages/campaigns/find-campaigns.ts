import type { MetricsRow } from '@airgraph/domain/answer.ts'

/** By any part of their name. What is gathered as "other" is no campaign to find. */
export function findCampaigns(
  rows: readonly MetricsRow[],
  search: string,
  nameOf: (row: MetricsRow) => string,
) {
  const wanted = search.trim().toLocaleLowerCase()
  const campaigns = rows.filter((row) => !row.other)
  if (wanted === '') return { named: campaigns, last: rows.filter((row) => row.other) }
  return {
    named: campaigns.filter((row) => nameOf(row).toLocaleLowerCase().includes(wanted)),
    last: [],
  }
}
