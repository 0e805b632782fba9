import type { verifyTotp } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { CodeField } from '../../kit/form/CodeField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import './Account.css'
import { QrCode } from './QrCode.tsx'
import type { Stepping } from './second-factor-step.ts'

interface Props extends Stepping {
  readonly uri: string
  readonly codes: readonly string[]
  readonly onCancel: () => void
}

export function ScanCode({ uri, codes, onStep, onCancel }: Props) {
  const api = useApi()
  const { refresh } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const [code, setCode] = useState('')
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const verify = () =>
    run(async () => {
      await api.call<typeof verifyTotp>('POST /v1/auth/two-factor/verify-totp', {
        body: { code: code.replaceAll(/\s/g, '') },
      })
      onStep({ at: 'codes', codes })
      await refresh()
    })
  return (
    <Form onSubmit={verify}>
      <p>Scan this with an authenticator app, then type the code that it shows.</p>
      <div className="account-scan">
        <QrCode of={uri} label="Code to scan with an authenticator app" />
        <p>
          Cannot scan? Type this key into the app:
          <code data-testid="totp-secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </div>
      <CodeField label="Code from your app" isNumber value={code} onChange={setCode} />
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button type="submit" size="xs" className="button-main" loading={underway}>
          Switch it on
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}
