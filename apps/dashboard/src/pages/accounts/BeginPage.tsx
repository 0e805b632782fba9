import { Link } from '@tanstack/react-router'
import { IconChartAreaLine, IconPlugConnected } from '@tabler/icons-react'
import { lastWorkspace } from '../../api/last-workspace.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { FrameSkeleton } from '../../frame/FrameSkeleton.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { Redirect } from '../../frame/Redirect.tsx'

/** The first choice of whoever has just come. */
export default function BeginPage() {
  const { me } = useMeNow()
  const sample = me.workspaces.find((one) => one.sample)
  const own = me.workspaces.filter((one) => !one.sample)
  const mine = own.find(({ id }) => id === lastWorkspace()) ?? own[0]
  if (me.setup) return <FrameSkeleton />
  if (me.person === null || mine === undefined) return <Redirect to="/" />
  return (
    <AloneCard
      wide
      title={`Welcome, ${me.person.name}`}
      intro={`“${mine.name}” is ready. How do you want to begin?`}
    >
      <div className="alone-choices">
        <Link className="alone-choice" to="/welcome" search={{ workspace: mine.id }}>
          <IconPlugConnected size={24} stroke={1.6} aria-hidden />
          <strong>Connect my sender</strong>
          <span>
            Paste one address into the service that sends your mail. The first numbers come with the
            next message.
          </span>
        </Link>
        {sample && (
          <Link className="alone-choice" to="/" search={{ workspace: sample.id }}>
            <IconChartAreaLine size={24} stroke={1.6} aria-hidden />
            <strong>Explore the sample</strong>
            <span>
              A workspace with simulated data, to see what Airgraph shows. You can come back to
              yours at any time, at the top left.
            </span>
          </Link>
        )}
      </div>
    </AloneCard>
  )
}
