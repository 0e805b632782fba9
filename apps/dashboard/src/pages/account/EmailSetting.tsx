import type { cancelEmailChange, changeEmail } from '@airgraph/contract/email-change.ts'
import type { requestPasswordReset } from '@airgraph/contract/sign-in.ts'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatShortMoment } from '../../format/moments.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { SettingRow } from '../../kit/form/SettingRow.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { say } from '../../kit/toast.ts'
import './Account.css'
import { emailKey, useEmail } from './use-email.ts'

/** The address that one signs in with, and the way to another: nothing changes until a link is opened that goes there. */
export function EmailSetting() {
  const { person } = usePersonNow()
  const { data, error } = useEmail()
  const [step, setStep] = useState<'rest' | 'asking' | 'asked'>('rest')
  const isAsking = step === 'asking'
  const ask = () => setStep('asking')
  const rest = () => setStep('rest')
  return (
    <SettingRow label="E-mail" about="You sign in with it, and mail about your account goes there.">
      <p className="setting-said">
        {person.email} {person.emailVerified && <span className="badge">confirmed</span>}
      </p>
      <FormProblem of={error} />
      {data?.wanted && !isAsking && (
        <Waiting {...data.wanted} isNew={step === 'asked'} onAgain={ask} />
      )}
      {data && !data.wanted && !isAsking && (
        <div className="form-actions">
          <Button size="xs" variant="default" onClick={ask}>
            Change the address …
          </Button>
        </div>
      )}
      {isAsking && data?.hasPassword && <Ask onCancel={rest} onAsked={() => setStep('asked')} />}
      {isAsking && data?.hasPassword === false && <NoPassword onDone={rest} />}
    </SettingRow>
  )
}

interface AskProps {
  readonly onCancel: () => void
  readonly onAsked: () => void
}

function Ask({ onCancel, onAsked }: AskProps) {
  const api = useApi()
  const cache = useQueryClient()
  const { person } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const ask = () =>
    run(async () => {
      await api.call<typeof changeEmail>('POST /v1/me/email', {
        body: { email: email.trim(), password },
      })
      await cache.invalidateQueries({ queryKey: emailKey })
      onAsked()
    })
  return (
    <Form className="account-email" onSubmit={ask}>
      <p className="setting-note">
        A link goes to the new address, and a notice to {person.email}. Nothing changes until you
        open the link.
      </p>
      <TextInput
        label="New address"
        name="email"
        type="email"
        autoComplete="email"
        autoFocus
        required
        maxLength={254}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <PasswordField label="Your password" value={password} onChange={setPassword} />
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button type="submit" size="xs" className="button-main" loading={underway}>
          Send the link
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}

/** Who came from a provider: the password that they set proves from then on who asks. */
function NoPassword({ onDone }: { readonly onDone: () => void }) {
  const api = useApi()
  const { person } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const send = () =>
    run(async () => {
      await api.call<typeof requestPasswordReset>('POST /v1/auth/request-password-reset', {
        body: { email: person.email },
      })
      onDone()
      say(
        `A mail with a link is on its way to ${person.email}. Set a password by it, then come back.`,
      )
    })
  return (
    <div className="form account-email">
      <p className="setting-note">
        You sign in without a password, and changing the address asks for one. Set it first: a link
        goes to {person.email}. You can go on signing in as you do now.
      </p>
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button size="xs" className="button-main" loading={underway} onClick={() => void send()}>
          Send a link to set a password
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

interface WaitingProps {
  readonly email: string
  readonly expiresAt: string
  /** It was asked for just now: it takes the focus that the form had. */
  readonly isNew: boolean
  readonly onAgain: () => void
}

function Waiting({ email, expiresAt, isNew, onAgain }: WaitingProps) {
  const api = useApi()
  const cache = useQueryClient()
  const { timeZone } = useWorkspaceNow()
  const { underway, problem, run } = useSubmit()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew) box.current?.focus()
  }, [isNew])
  const keep = () =>
    run(async () => {
      const { email: kept } = await api.call<typeof cancelEmailChange>('DELETE /v1/me/email')
      await cache.invalidateQueries({ queryKey: emailKey })
      say(`Your address stays ${kept}.`)
    })
  return (
    <div
      ref={box}
      className="form account-email"
      role="group"
      aria-label="Waiting for your confirmation"
      tabIndex={-1}
      data-testid="email-waiting"
    >
      <p>
        Waiting for you to open the link that went to <strong>{email}</strong>. It holds until{' '}
        {formatShortMoment(expiresAt, timeZone)}.
      </p>
      <p className="setting-note">
        Nothing came? Look among spam, or ask whoever runs this Airgraph:{' '}
        <code>npx airgraph outbox</code> shows mail that waits.
      </p>
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button size="xs" variant="default" onClick={onAgain}>
          Send another link …
        </Button>
        <Button size="xs" variant="default" loading={underway} onClick={() => void keep()}>
          Keep the old address
        </Button>
      </div>
    </div>
  )
}
