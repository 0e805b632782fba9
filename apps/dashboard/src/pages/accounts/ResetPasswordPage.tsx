import type { setPassword } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'

/** Behind the link of the mail. */
export default function ResetPasswordPage() {
  const api = useApi()
  const { refresh } = useMeNow()
  const { hash } = useLocation()
  const navigate = useNavigate()
  const { underway, problem, run } = useSubmit()
  const [password, setNew] = useState('')
  if (hash === '')
    return (
      <AloneCard
        title="This link is not whole"
        intro="Open it from the mail again, or ask for a new one."
      >
        <Link to="/forgot-password">Ask for a new link</Link>
      </AloneCard>
    )
  const set = () =>
    run(async () => {
      await api.call<typeof setPassword>('POST /v1/auth/reset-password', {
        body: { token: hash, newPassword: password },
      })
      await refresh()
      await navigate({ to: '/sign-in', search: { reset: 'done' }, replace: true })
    })
  return (
    <AloneCard title="Set a new password" intro="Everywhere else you will be signed out.">
      <Form onSubmit={set}>
        <FormProblem of={problem} />
        <PasswordField label="New password" isNew value={password} onChange={setNew} />
        <Button type="submit" className="button-main" loading={underway}>
          Set the password
        </Button>
        <p className="alone-foot">
          <Link to="/forgot-password">Ask for a new link</Link>
        </p>
      </Form>
    </AloneCard>
  )
}
