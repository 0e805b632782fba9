import { PageHeader } from '../../kit/PageHeader.tsx'

export default function RevenuePage() {
  return <PageHeader title="Revenue" />
}
