import type { signInEmail, signInProvider } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { canPasskeys, signInWithPasskey } from '../../api/passkeys.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { EmailField } from '../../kit/form/EmailField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { SecondFactor } from './SecondFactor.tsx'

interface Props {
  /** Where it must be this one. */
  readonly email?: string
  /** Where to be taken by a provider that sends back. */
  readonly next: string
  /** What a provider said when it sent back. */
  readonly refused?: string | null
  readonly onDone: () => Promise<void>
}

/** A password, and the second factor where there is one; a passkey; or somebody else's word. */
export function SignInForm({ email: given, next, refused = null, onDone }: Props) {
  const api = useApi()
  const { me } = useMeNow()
  const { underway, problem, run } = useSubmit()
  const [email, setEmail] = useState(given ?? '')
  const [password, setPassword] = useState('')
  const [needsCode, setNeedsCode] = useState(false)

  const signIn = () =>
    run(async () => {
      const answer = await api.call<typeof signInEmail>('POST /v1/auth/sign-in/email', {
        body: { email: email.trim(), password },
      })
      if (answer['twoFactorRedirect'] === true) return setNeedsCode(true)
      return onDone()
    })
  const withPasskey = () =>
    run(async () => {
      await signInWithPasskey(api)
      await onDone()
    })
  const at = (provider: string) =>
    run(async () => {
      const answer = await api.call<typeof signInProvider>('POST /v1/auth/sign-in/social', {
        body: { provider, callbackURL: next, errorCallbackURL: '/sign-in' },
      })
      window.location.assign(String(answer['url']))
    })

  if (needsCode)
    return (
      <SecondFactor
        onDone={onDone}
        onBack={() => {
          setPassword('')
          setNeedsCode(false)
        }}
      />
    )
  const hasOthers = canPasskeys() || me.providers.length > 0
  return (
    <>
      <Form onSubmit={signIn}>
        <FormProblem of={problem ?? refused} />
        <EmailField value={email} {...(given === undefined && { onChange: setEmail })} />
        <PasswordField label="Password" value={password} onChange={setPassword} />
        <Button type="submit" className="button-main" loading={underway}>
          Sign in
        </Button>
        <p className="alone-foot">
          <Link to="/forgot-password">Forgot your password?</Link>
        </p>
      </Form>
      {hasOthers && (
        <>
          <div className="alone-or">or</div>
          <div className="alone-ways">
            {canPasskeys() && (
              <Button
                variant="default"
                leftSection={<IconFingerprint size={17} aria-hidden />}
                disabled={underway}
                onClick={() => void withPasskey()}
              >
                Use a passkey
              </Button>
            )}
            {me.providers.map(({ id, name }) => (
              <Button
                key={id}
                variant="default"
                leftSection={<IconLogin2 size={17} aria-hidden />}
                disabled={underway}
                onClick={() => void at(id)}
              >
                Go on with {name}
              </Button>
            ))}
          </div>
        </>
      )}
    </>
  )
}
