import { useParams } from '@tanstack/react-router'
import { NotFound } from '../../frame/NotFound.tsx'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Tabs } from '../../kit/form/Tabs.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { roleWords } from '../../words/roles.ts'
import { Agency } from './Agency.tsx'
import { Audit } from './Audit.tsx'
import { Brand } from './Brand.tsx'
import { Danger } from './Danger.tsx'
import { General } from './General.tsx'
import { Keys } from './Keys.tsx'
import { Members } from './Members.tsx'
import { settingsTabs, tabsFor } from './tabs.ts'
import type { SettingsTab } from './tabs.ts'

const views: Record<SettingsTab['id'], () => React.ReactNode> = {
  '': General,
  brand: Brand,
  members: Members,
  agency: Agency,
  keys: Keys,
  audit: Audit,
  danger: Danger,
}

export default function SettingsPage() {
  const { tab = '' } = useParams({ strict: false })
  const { name, role, sample } = useWorkspaceNow()
  const chosen = settingsTabs.find(({ id }) => id === tab)
  if (chosen === undefined) return <NotFound />
  const tabs = tabsFor(role, sample)
  const View = views[chosen.id]
  const isTheirs = tabs.includes(chosen)
  return (
    <>
      <PageHeader title={chosen.id === '' ? 'Settings' : `${chosen.title} · Settings`}>
        {name}
      </PageHeader>
      <Tabs label="Settings" tabs={tabs} at="/settings" chosen={tab} />
      {sample && (
        <p className="calm">
          The sample stays as it is for everybody: nothing in it can be changed.
        </p>
      )}
      {!sample && role !== null && !['owner', 'admin'].includes(role) && isTheirs && (
        <p className="calm">
          You are {roleWords[role].article} here, and see how it is set. Owners and admins change
          it.
        </p>
      )}
      {isTheirs ? (
        <View />
      ) : (
        <p className="calm">
          “{chosen.title}” is for {chosen.least === 'owner' ? 'owners' : 'owners and admins'} of “
          {name}”. Ask one of them.
        </p>
      )}
    </>
  )
}
