import { PageHeader } from '../../kit/PageHeader.tsx'

export default function ImportsPage() {
  return <PageHeader title="Imports" />
}
