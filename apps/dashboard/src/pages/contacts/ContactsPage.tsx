import { PageHeader } from '../../kit/PageHeader.tsx'

export default function ContactsPage() {
  return <PageHeader title="Contacts" />
}
