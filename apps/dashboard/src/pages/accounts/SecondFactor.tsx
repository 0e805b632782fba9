import type { verifyBackupCode, verifyTotp } from '@airgraph/contract/sign-in.ts'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { CodeField } from '../../kit/form/CodeField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'

interface Props {
  readonly onDone: () => Promise<void>
  readonly onBack: () => void
}

/** After the password: the code that the app shows, or one of those that were written down. */
export function SecondFactor({ onDone, onBack }: Props) {
  const api = useApi()
  const { underway, problem, run, clear } = useSubmit()
  const [code, setCode] = useState('')
  const [isBackup, setIsBackup] = useState(false)
  const [trustDevice, setTrustDevice] = useState(false)
  const verify = () =>
    run(async () => {
      const body = { code: isBackup ? code.trim() : code.replaceAll(/\s/g, ''), trustDevice }
      await (isBackup
        ? api.call<typeof verifyBackupCode>('POST /v1/auth/two-factor/verify-backup-code', { body })
        : api.call<typeof verifyTotp>('POST /v1/auth/two-factor/verify-totp', { body }))
      await onDone()
    })
  return (
    <Form onSubmit={verify}>
      <FormProblem of={problem} />
      <CodeField
        key={String(isBackup)}
        label={isBackup ? 'Backup code' : 'Code from your app'}
        description={
          isBackup
            ? 'One of those that you saved. Each works once.'
            : 'Six digits, from your authenticator app.'
        }
        isNumber={!isBackup}
        value={code}
        onChange={setCode}
      />
      <Checkbox
        size="sm"
        label="Do not ask on this device for 30 days"
        checked={trustDevice}
        onChange={({ currentTarget }) => setTrustDevice(currentTarget.checked)}
      />
      <Button type="submit" className="button-main" loading={underway}>
        Sign in
      </Button>
      <p className="form-actions alone-foot">
        <button
          type="button"
          className="plain link"
          onClick={() => {
            clear()
            setCode('')
            setIsBackup(!isBackup)
          }}
        >
          {isBackup ? 'Use the code from the app' : 'Use a backup code'}
        </button>
        <span aria-hidden>·</span>
        <button type="button" className="plain link" onClick={onBack}>
          Back
        </button>
      </p>
    </Form>
  )
}
