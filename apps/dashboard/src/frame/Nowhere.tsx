import { AloneCard } from './Alone.tsx'
import { useMeNow } from './me-context.ts'
import { useSignOut } from './use-sign-out.ts'

/** Somebody left, or was taken out of, every workspace. */
export function Nowhere() {
  const { me } = useMeNow()
  const signOut = useSignOut()
  return (
    <AloneCard
      title="You are in no workspace"
      intro={`Ask somebody for an invitation to ${me.person?.email}, and open the link in the mail.`}
    >
      <p className="alone-foot">
        <button type="button" className="plain link" onClick={() => void signOut()}>
          Sign out
        </button>
      </p>
    </AloneCard>
  )
}
