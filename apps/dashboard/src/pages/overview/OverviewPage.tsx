import { useWorkspace } from '../../api/workspace.ts'
import { Problem } from '../../kit/Problem.tsx'
import { useLive } from '../../kit/use-live.ts'
import { EmptyState } from './EmptyState.tsx'
import { Header } from './Header.tsx'
import { Overview } from './Overview.tsx'
import './OverviewPage.css'

/** The workspace first; what there is to see depends on it. */
export function OverviewPage() {
  const live = useLive()
  const { data: workspace, error, refetch } = useWorkspace()
  return (
    <>
      <Header workspace={workspace} live={live} />
      <main className="overview">
        {workspace && workspace.lastEventAt !== null && <Overview workspace={workspace} />}
        {workspace && workspace.lastEventAt === null && <EmptyState workspace={workspace} />}
        {!workspace && error && <Problem of={error} onRetry={() => void refetch()} />}
      </main>
    </>
  )
}
