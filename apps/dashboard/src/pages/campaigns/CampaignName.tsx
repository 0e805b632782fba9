import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { Link } from '@tanstack/react-router'
import { useScopeSearch } from '../../url/use-view.ts'

/** Mail outside any campaign is not a campaign without a name. */
export const campaignName = (row: MetricsRow) =>
  row.other ? 'All other campaigns' : row.by['campaign'] || 'Outside any campaign'

/** Leads to the campaign, with the same days and the same engagement. */
export function CampaignName({ row }: { readonly row: MetricsRow }) {
  const search = useScopeSearch()
  const campaign = row.other ? '' : (row.by['campaign'] ?? '')
  if (campaign === '') return campaignName(row)
  return (
    <Link to="/campaigns/$campaign" params={{ campaign }} search={search as never}>
      {campaign}
    </Link>
  )
}
