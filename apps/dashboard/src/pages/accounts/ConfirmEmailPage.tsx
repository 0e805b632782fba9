import type { confirmEmail } from '@airgraph/contract/email-change.ts'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { FrameSkeleton } from '../../frame/FrameSkeleton.tsx'
import { useMeNow, usePersonNow } from '../../frame/me-context.ts'
import { useSignOut } from '../../frame/use-sign-out.ts'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { emailKey, useEmail } from '../account/use-email.ts'
import { SignInForm } from './SignInForm.tsx'

/** Behind the link that went to the new address: for who asked for it, signed in as before. */
export default function ConfirmEmailPage() {
  const { me, refresh } = useMeNow()
  const { hash: token } = useLocation()
  const { data, error } = useEmail()
  const [confirmed, setConfirmed] = useState('')
  if (confirmed !== '')
    return (
      <AloneCard title="Your address is changed">
        <p role="status">
          You sign in with <strong>{confirmed}</strong> now. Everywhere else you were signed out.
        </p>
        <Link to="/account">Go to your account</Link>
      </AloneCard>
    )
  if (token === '')
    return (
      <AloneCard
        title="This link is not whole"
        intro="Open it from the mail again, or ask for a new one on your account’s page."
      >
        <Link to="/account">Go to your account</Link>
      </AloneCard>
    )
  if (me.person === null)
    return (
      <AloneCard
        title="Confirm your new address"
        intro="Sign in as before, with your old address, to confirm the new one."
      >
        <SignInForm next="/" onDone={refresh} />
      </AloneCard>
    )
  if (error) return <FormProblem of={error} />
  if (data === undefined) return <FrameSkeleton />
  return data.wanted === null ? (
    <NotWaiting />
  ) : (
    <Confirm token={token} email={data.wanted.email} onDone={setConfirmed} />
  )
}

interface ConfirmProps {
  readonly token: string
  readonly email: string
  readonly onDone: (email: string) => void
}

/** A press, because programs that look through mail open every link. */
function Confirm({ token, email, onDone }: ConfirmProps) {
  const api = useApi()
  const cache = useQueryClient()
  const { person, refresh } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const confirm = () =>
    run(async () => {
      const changed = await api.call<typeof confirmEmail>('POST /v1/me/email/confirm', {
        body: { token },
      })
      onDone(changed.email)
      window.history.replaceState(null, '', window.location.pathname)
      await cache.invalidateQueries({ queryKey: emailKey })
      await refresh()
    })
  return (
    <AloneCard
      title="Confirm your new address"
      intro="Everywhere else you will be signed out, and the old address hears of it."
    >
      <div className="form">
        <FormProblem of={problem} />
        <p>
          You sign in with <strong>{email}</strong> from then on, and no longer with{' '}
          <strong>{person.email}</strong>.
        </p>
        <div className="form-actions">
          <Button className="button-main" loading={underway} onClick={() => void confirm()}>
            Confirm
          </Button>
          <Button variant="default" component={Link} to="/account">
            Not now
          </Button>
        </div>
      </div>
    </AloneCard>
  )
}

function NotWaiting() {
  const { person } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const signOut = useSignOut()
  return (
    <AloneCard
      title="This link does not work"
      intro="It was used, taken back or is over, or another person asked for it."
    >
      <div className="form">
        <FormProblem of={problem} />
        <p>
          You are signed in as <strong>{person.email}</strong>. If you asked for it as somebody
          else, sign out and sign in as them.
        </p>
        <div className="form-actions">
          <Button className="button-main" component={Link} to="/account">
            Go to your account
          </Button>
          <Button variant="default" loading={underway} onClick={() => void run(signOut)}>
            Sign out
          </Button>
        </div>
      </div>
    </AloneCard>
  )
}
