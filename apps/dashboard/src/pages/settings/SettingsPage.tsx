import { PageHeader } from '../../kit/PageHeader.tsx'

export default function SettingsPage() {
  return <PageHeader title="Settings" />
}
