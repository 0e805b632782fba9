import { Link } from '@tanstack/react-router'
import { Nothing } from '../../kit/Nothing.tsx'
import { MetricsTile } from '../../kit/metrics/MetricsTile.tsx'
import type { Scope } from '../../url/scope.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { CampaignName, campaignName } from '../campaigns/CampaignName.tsx'
import { campaignsQuestion } from './questions.ts'

export function Campaigns({ scope }: { readonly scope: Scope }) {
  const search = useScopeSearch()
  return (
    <MetricsTile
      className="overview-wide"
      title="Campaigns"
      subtitle={
        <>
          Mail sent in this period, and all that came of it.{' '}
          <Link to="/campaigns" search={search as never}>
            All campaigns
          </Link>
        </>
      }
      testId="campaigns"
      question={campaignsQuestion(scope)}
      first={{
        title: 'Campaign',
        name: campaignName,
        cell: (row) => <CampaignName row={row} />,
        hint: campaignName,
      }}
      none={<Nothing>No mail was sent in this period. Choose a longer one.</Nothing>}
    />
  )
}
