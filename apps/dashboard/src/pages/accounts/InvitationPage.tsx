import type { acceptInvitation, readInvitation } from '@airgraph/contract/invitations.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { noteWorkspace } from '../../api/last-workspace.ts'
import { agenciesOf } from '../../api/me.ts'
import { useSignOut } from '../../frame/use-sign-out.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { FrameSkeleton } from '../../frame/FrameSkeleton.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { EmailField } from '../../kit/form/EmailField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { roleWords } from '../../words/roles.ts'
import { SignInForm } from './SignInForm.tsx'

type Read = (typeof readInvitation)['reply'][200]['_zod']['output']
interface Props {
  readonly token: string
  readonly invitation: Read
}

/** Behind the link of the mail: for who is new, who is signed in, and who is signed in as somebody else. */
export default function InvitationPage() {
  const api = useApi()
  const { hash: token } = useLocation()
  const read = useQuery({
    queryKey: ['invitation', token],
    enabled: token !== '',
    retry: false,
    queryFn: ({ signal }) =>
      api.call<typeof readInvitation>('POST /v1/invitations/read', { body: { token }, signal }),
  })
  if (token === '') return <Gone words="This link is not whole. Open it from the mail again." />
  if (read.error) return <Gone words={inSentence(read.error)} />
  if (read.data === undefined) return <FrameSkeleton />
  return <Invited token={token} invitation={read.data} />
}

const Gone = ({ words }: { readonly words: string }) => (
  <AloneCard title="This invitation does not work" intro={words}>
    <Link to="/">Go to Airgraph</Link>
  </AloneCard>
)

function Invited({ token, invitation }: Props) {
  const { me, refresh } = useMeNow()
  const { workspace, email, role, as, invitedBy, known } = invitation
  const what = as === 'agency' ? 'as its agency' : `as ${roleWords[role].article}`
  const intro = `${invitedBy ?? 'You are invited'}${invitedBy === null ? '' : ' invites you'} to “${workspace.name}”, ${what}. ${as === 'agency' ? '' : roleWords[role].may}`
  const parts = { token, invitation }
  return (
    <AloneCard title={`Join ${workspace.name}`} intro={intro}>
      {me.person === null && !known && as === 'member' && <JoinAsNew {...parts} />}
      {me.person === null && known && (
        <>
          <p>There is an account of {email}: sign in with it to accept.</p>
          <SignInForm email={email} next="/" onDone={refresh} />
        </>
      )}
      {me.person === null && !known && as === 'agency' && (
        <p>An agency has an Airgraph account of its own. Make one first, then open this link.</p>
      )}
      {me.person !== null && me.person.email !== email && <SomebodyElse email={email} />}
      {me.person?.email === email && <Join {...parts} />}
    </AloneCard>
  )
}

function SomebodyElse({ email }: { readonly email: string }) {
  const { me } = useMeNow()
  const { underway, problem, run } = useSubmit()
  const signOut = useSignOut()
  return (
    <div className="form">
      <FormProblem of={problem} />
      <p>
        You are signed in as <strong>{me.person?.email}</strong>, and this invitation is for{' '}
        <strong>{email}</strong>. Sign out to accept it, or ask for one to the address that you use
        here.
      </p>
      <div className="form-actions">
        <Button className="button-main" loading={underway} onClick={() => void run(signOut)}>
          Sign out and go on
        </Button>
        <Button variant="default" component={Link} to="/">
          Stay signed in
        </Button>
      </div>
    </div>
  )
}

function useAccept(token: string) {
  const api = useApi()
  const { refresh } = useMeNow()
  const navigate = useNavigate()
  return async (said: { name?: string; password?: string; agencyId?: string }) => {
    const { workspaceId } = await api.call<typeof acceptInvitation>('POST /v1/invitations/accept', {
      body: { token, ...said },
    })
    noteWorkspace(workspaceId)
    await refresh()
    await navigate({ to: '/', search: { workspace: workspaceId }, replace: true })
  }
}

function JoinAsNew({ token, invitation: { email } }: Props) {
  const accept = useAccept(token)
  const { underway, problem, run } = useSubmit()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Form onSubmit={() => run(() => accept({ name, password }))}>
      <FormProblem of={problem} />
      <EmailField value={email} />
      <TextInput
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <PasswordField
        label="Password"
        isNew
        own={[name, email]}
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" className="button-main" loading={underway}>
        Join
      </Button>
    </Form>
  )
}

function Join({ token, invitation: { as } }: Props) {
  const accept = useAccept(token)
  const { me } = useMeNow()
  const { underway, problem, run } = useSubmit()
  const agencies = agenciesOf(me)
  const [agencyId, setAgencyId] = useState(agencies[0]?.id ?? '')
  if (as === 'agency' && agencies.length === 0)
    return (
      <p>
        An agency comes in as a workspace of its own, and you are an admin of none.{' '}
        <Link to="/workspaces/new">Make one</Link>, then open this link again.
      </p>
    )
  return (
    <Form onSubmit={() => run(() => accept(as === 'agency' ? { agencyId } : {}))}>
      <FormProblem of={problem} />
      {as === 'agency' && (
        <NativeSelect
          label="Your agency’s workspace"
          description="Its people come in too, each with no more than they may there."
          data={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          value={agencyId}
          onChange={({ currentTarget }) => setAgencyId(currentTarget.value)}
        />
      )}
      <Button type="submit" className="button-main" loading={underway}>
        Accept
      </Button>
    </Form>
  )
}
