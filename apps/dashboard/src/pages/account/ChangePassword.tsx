import type { changePassword } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'

export function ChangePassword() {
  const api = useApi()
  const { person } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = () =>
    run(async () => {
      await api.call<typeof changePassword>('POST /v1/auth/change-password', {
        body: { currentPassword: current, newPassword: next },
      })
      setCurrent('')
      setNext('')
      say('Your password is changed. Everywhere else you are signed out.')
    })
  return (
    <TileFrame
      title="Password"
      subtitle="Everywhere else you are signed out when it changes."
      testId="change-password"
    >
      <Form className="section-form" onSubmit={change}>
        <input
          type="text"
          className="hidden-visually"
          name="username"
          autoComplete="username"
          aria-label="Your address"
          tabIndex={-1}
          readOnly
          value={person.email}
        />
        <PasswordField label="Password now" value={current} onChange={setCurrent} />
        <PasswordField
          label="New password"
          isNew
          own={[person.name, person.email]}
          value={next}
          onChange={setNext}
        />
        <FormProblem of={problem} />
        <div className="form-actions">
          <Button type="submit" size="xs" className="button-main" loading={underway}>
            Change the password
          </Button>
        </div>
      </Form>
    </TileFrame>
  )
}
