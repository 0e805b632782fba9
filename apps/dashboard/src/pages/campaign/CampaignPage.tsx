import { PageHeader } from '../../kit/PageHeader.tsx'

export default function CampaignPage() {
  return <PageHeader title="Campaign" />
}
