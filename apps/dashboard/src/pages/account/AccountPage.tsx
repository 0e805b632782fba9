import { PageHeader } from '../../kit/PageHeader.tsx'

export default function AccountPage() {
  return <PageHeader title="My account" />
}
