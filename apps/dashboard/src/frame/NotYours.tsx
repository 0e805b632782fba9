import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AloneCard } from './Alone.tsx'
import { useMeNow } from './me-context.ts'
import { useSignOut } from './use-sign-out.ts'

/** The same for a workspace that is not there and for one that is others'. */
export function NotYours({ wanted }: { readonly wanted: string }) {
  const { me } = useMeNow()
  const signOut = useSignOut()
  return (
    <AloneCard
      title="You are not in that workspace"
      intro={`There is no workspace “${wanted}” here, or nobody has let ${me.person?.email} in. Ask one of its owners for an invitation.`}
    >
      <div className="alone-ways">
        {me.workspaces.slice(0, 5).map(({ id, name }) => (
          <Button
            key={id}
            variant="default"
            component={Link}
            to="/"
            search={{ workspace: id } as never}
          >
            Go to {name}
          </Button>
        ))}
      </div>
      <p className="alone-foot">
        <button type="button" className="plain link" onClick={() => void signOut()}>
          Sign in as somebody else
        </button>
      </p>
    </AloneCard>
  )
}
