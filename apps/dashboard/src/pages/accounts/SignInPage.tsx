import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { AloneCard } from '../../frame/Alone.tsx'
import { FrameSkeleton } from '../../frame/FrameSkeleton.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { safePath } from '../../frame/where-to.ts'
import { text } from '../../url/fields.ts'
import { useView } from '../../url/use-view.ts'
import { SignInForm } from './SignInForm.tsx'

const fields = { next: text('/'), error: text(), reset: text() }

/** A provider says in few letters why it did not work. */
const sayRefusal = (error: string) => {
  if (error === '') return null
  if (/link|account/i.test(error))
    return 'There is an account of that address already. Sign in with its password.'
  return 'That did not work: nobody of that address is invited, or it was cancelled. Ask for an invitation, or sign in with a password.'
}

export default function SignInPage() {
  const { me, refresh } = useMeNow()
  const { history } = useRouter()
  const [view] = useView(fields)
  const next = safePath(view.next)
  const isIn = me.person !== null
  useEffect(() => {
    if (isIn) history.replace(next)
  }, [isIn, history, next])
  if (isIn) return <FrameSkeleton />
  return (
    <AloneCard
      title="Sign in"
      intro={
        view.reset === 'done'
          ? 'Your new password holds. You were signed out everywhere.'
          : undefined
      }
    >
      <SignInForm next={next} refused={sayRefusal(view.error)} onDone={refresh} />
    </AloneCard>
  )
}
