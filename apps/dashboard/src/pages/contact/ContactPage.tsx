import { PageHeader } from '../../kit/PageHeader.tsx'

export default function ContactPage() {
  return <PageHeader title="Contact" />
}
