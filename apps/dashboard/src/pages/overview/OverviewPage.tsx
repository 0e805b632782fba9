import { useWorkspace } from '../../api/workspace.ts'
import { Answered } from '../../kit/Answered.tsx'
import { useLive } from '../../kit/use-live.ts'
import { EmptyState } from './EmptyState.tsx'
import { Header } from './Header.tsx'
import { Overview } from './Overview.tsx'
import './OverviewPage.css'
import { OverviewSkeleton } from './OverviewSkeleton.tsx'

/** The workspace first; what there is to see depends on it. */
export function OverviewPage() {
  const live = useLive()
  const workspace = useWorkspace()
  return (
    <>
      <Header workspace={workspace.data} live={live} />
      <main className="overview">
        <Answered of={workspace} skeleton={<OverviewSkeleton />}>
          {(data) =>
            data.lastEventAt === null ? (
              <EmptyState workspace={data} />
            ) : (
              <Overview workspace={data} />
            )
          }
        </Answered>
      </main>
    </>
  )
}
