import { formatPeriod } from '../../format/moments.ts'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { useScope } from '../../url/use-scope.ts'
import { CampaignsTile } from './CampaignsTile.tsx'

export default function CampaignsPage() {
  const scope = useScope()
  return (
    <>
      <PageHeader title="Campaigns" tools={<ScopeTools compares={false} />}>
        Mail sent {formatPeriod(scope.period)}, and all that came of it
      </PageHeader>
      <CampaignsTile scope={scope} />
    </>
  )
}
