import type {
  createBackupCodes,
  disableTwoFactor,
  enableTwoFactor,
  verifyTotp,
} from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { CodeField } from '../../kit/form/CodeField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import './Account.css'
import { BackupCodes } from './BackupCodes.tsx'
import { QrCode } from './QrCode.tsx'

type Step =
  | { readonly at: 'rest' }
  | { readonly at: 'password'; readonly for: 'enable' | 'disable' | 'codes' }
  | { readonly at: 'app'; readonly uri: string; readonly codes: readonly string[] }
  | { readonly at: 'codes'; readonly codes: readonly string[] }

const asCodes = (said: unknown): readonly string[] => (Array.isArray(said) ? said.map(String) : [])

/** First the password, then the app, then the codes for the day when the app is gone. */
export function SecondFactorSetting({ isOn }: { readonly isOn: boolean }) {
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const rest = () => setStep({ at: 'rest' })
  return (
    <TileFrame
      title="Second factor"
      subtitle={
        isOn
          ? 'On: signing in asks for a code from your app.'
          : 'Off: your password alone signs in.'
      }
      testId="second-factor"
    >
      <div className="section-form">
        {step.at === 'rest' && <Rest isOn={isOn} onStep={setStep} />}
        {step.at === 'password' && <AskPassword what={step.for} onStep={setStep} onCancel={rest} />}
        {step.at === 'app' && <Scan {...step} onStep={setStep} onCancel={rest} />}
        {step.at === 'codes' && <BackupCodes codes={step.codes} onDone={rest} />}
      </div>
    </TileFrame>
  )
}

interface Stepping {
  readonly onStep: (step: Step) => void
}

const Rest = ({ isOn, onStep }: Stepping & { readonly isOn: boolean }) => (
  <div className="form-actions">
    {isOn ? (
      <>
        <Button
          size="xs"
          variant="default"
          onClick={() => onStep({ at: 'password', for: 'codes' })}
        >
          New backup codes …
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => onStep({ at: 'password', for: 'disable' })}
        >
          Switch it off …
        </Button>
      </>
    ) : (
      <Button
        size="xs"
        className="button-main"
        onClick={() => onStep({ at: 'password', for: 'enable' })}
      >
        Set up …
      </Button>
    )}
  </div>
)

const why = {
  enable: 'Type your password to begin.',
  disable: 'Type your password to switch it off. From then on it alone signs in.',
  codes: 'Type your password to make new backup codes. Those before hold no more.',
}

interface AskProps extends Stepping {
  readonly what: 'enable' | 'disable' | 'codes'
  readonly onCancel: () => void
}

function AskPassword({ what, onStep, onCancel }: AskProps) {
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

interface ScanProps extends Stepping {
  readonly uri: string
  readonly codes: readonly string[]
  readonly onCancel: () => void
}

function Scan({ uri, codes, onStep, onCancel }: ScanProps) {
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
