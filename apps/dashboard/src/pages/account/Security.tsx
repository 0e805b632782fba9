import { usePersonNow } from '../../frame/me-context.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { Passkeys } from './Passkeys.tsx'
import { SecondFactorSetting } from './SecondFactorSetting.tsx'

export function Security() {
  const { person } = usePersonNow()
  return (
    <div className="section">
      <ChangePassword />
      <SecondFactorSetting isOn={person.twoFactor} />
      <Passkeys />
    </div>
  )
}
