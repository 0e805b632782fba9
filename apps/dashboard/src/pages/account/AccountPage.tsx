import { useParams } from '@tanstack/react-router'
import { NotFound } from '../../frame/NotFound.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { Tabs } from '../../kit/form/Tabs.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Profile } from './Profile.tsx'
import { Security } from './Security.tsx'
import { Sessions } from './Sessions.tsx'

const tabs = [
  { id: '', title: 'Profile', view: Profile },
  { id: 'security', title: 'Password and factors', view: Security },
  { id: 'sessions', title: 'Where I am signed in', view: Sessions },
]

export default function AccountPage() {
  const { tab = '' } = useParams({ strict: false })
  const { me } = useMeNow()
  const chosen = tabs.find(({ id }) => id === tab)
  if (chosen === undefined) return <NotFound />
  if (me.person === null)
    return (
      <>
        <PageHeader title="My account" />
        <Nothing>You are not signed in.</Nothing>
      </>
    )
  const View = chosen.view
  return (
    <>
      <PageHeader title="My account">{me.person.email}</PageHeader>
      <Tabs label="My account" tabs={tabs} at="/account" chosen={tab} />
      <View />
    </>
  )
}
