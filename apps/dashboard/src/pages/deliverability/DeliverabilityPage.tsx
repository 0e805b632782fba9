import { PageHeader } from '../../kit/PageHeader.tsx'

export default function DeliverabilityPage() {
  return <PageHeader title="Deliverability" />
}
