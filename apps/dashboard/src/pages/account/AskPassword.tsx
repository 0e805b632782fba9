import type {
  createBackupCodes,
  disableTwoFactor,
  enableTwoFactor,
} from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { say } from '../../kit/toast.ts'
import type { Stepping } from './second-factor-step.ts'

const asCodes = (said: unknown): readonly string[] => (Array.isArray(said) ? said.map(String) : [])

const why = {
  enable: 'Type your password to begin.',
  disable: 'Type your password to switch it off. From then on it alone signs in.',
  codes: 'Type your password to make new backup codes. Those before hold no more.',
}

interface Props extends Stepping {
  readonly what: 'enable' | 'disable' | 'codes'
  readonly onCancel: () => void
}

export function AskPassword({ what, onStep, onCancel }: Props) {
  const api = useApi()
  const { refresh } = usePersonNow()
  const { underway, problem, run } = useSubmit()
  const [password, setPassword] = useState('')
  const does = {
    async enable() {
      const answer = await api.call<typeof enableTwoFactor>('POST /v1/auth/two-factor/enable', {
        body: { password },
      })
      onStep({ at: 'app', uri: String(answer['totpURI']), codes: asCodes(answer['backupCodes']) })
    },
    async disable() {
      await api.call<typeof disableTwoFactor>('POST /v1/auth/two-factor/disable', {
        body: { password },
      })
      await refresh()
      onCancel()
      say('The second factor is off.')
    },
    async codes() {
      const answer = await api.call<typeof createBackupCodes>(
        'POST /v1/auth/two-factor/generate-backup-codes',
        { body: { password } },
      )
      onStep({ at: 'codes', codes: asCodes(answer['backupCodes']) })
    },
  }
  return (
    <Form onSubmit={() => run(does[what])}>
      <p>{why[what]}</p>
      <PasswordField label="Password" value={password} onChange={setPassword} />
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button type="submit" size="xs" className="button-main" loading={underway}>
          {what === 'disable' ? 'Switch it off' : 'Go on'}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}
