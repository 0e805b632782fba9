import { PageHeader } from '../../kit/PageHeader.tsx'

export default function SourcesPage() {
  return <PageHeader title="Sources" />
}
