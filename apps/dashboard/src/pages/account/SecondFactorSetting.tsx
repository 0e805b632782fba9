import { Button } from '@mantine/core'
import { useState } from 'react'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { AskPassword } from './AskPassword.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import { ScanCode } from './ScanCode.tsx'
import type { Step, Stepping } from './second-factor-step.ts'

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
        {step.at === 'app' && <ScanCode {...step} onStep={setStep} onCancel={rest} />}
        {step.at === 'codes' && <BackupCodes codes={step.codes} onDone={rest} />}
      </div>
    </TileFrame>
  )
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
