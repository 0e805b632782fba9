import type { requestPasswordReset } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { EmailField } from '../../kit/form/EmailField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'

/** Says the same whether the address is known or not, as the server does. */
export default function ForgotPasswordPage() {
  const api = useApi()
  const { underway, problem, run } = useSubmit()
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState('')
  const ask = () =>
    run(async () => {
      await api.call<typeof requestPasswordReset>('POST /v1/auth/request-password-reset', {
        body: { email: email.trim() },
      })
      setSentTo(email.trim())
    })
  if (sentTo !== '')
    return (
      <AloneCard title="Look into your mail">
        <p role="status">
          If there is an account of <strong>{sentTo}</strong>, a mail with a link is on its way. It
          holds for an hour.
        </p>
        <p className="form-note">
          Nothing came? Look among spam, or ask whoever runs this Airgraph: they can make a link
          with <code>npx airgraph person reset-password</code>.
        </p>
        <p className="alone-foot">
          <Link to="/sign-in">Back to sign in</Link>
        </p>
      </AloneCard>
    )
  return (
    <AloneCard title="Set a new password" intro="We send a link to your address.">
      <Form onSubmit={ask}>
        <FormProblem of={problem} />
        <EmailField value={email} onChange={setEmail} />
        <Button type="submit" className="button-main" loading={underway}>
          Send the link
        </Button>
        <p className="alone-foot">
          <Link to="/sign-in">Back to sign in</Link>
        </p>
      </Form>
    </AloneCard>
  )
}
