import { useMemo } from 'react'
import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { useToday } from '../../kit/use-today.ts'
import { periodOf } from '../../time/period.ts'
import { Campaigns } from './Campaigns.tsx'
import { Controls } from './Controls.tsx'
import { Footnote } from './Footnote.tsx'
import { HumanOrMachine } from './HumanOrMachine.tsx'
import { KeyNumbers } from './KeyNumbers.tsx'
import { OverTime } from './OverTime.tsx'
import { useView } from './use-view.ts'

export function Overview({ workspace }: { workspace: WorkspaceNow }) {
  const [view, change] = useView()
  const today = useToday(workspace)
  const scope = useMemo(
    () => ({ period: periodOf(view.range, today, workspace), engagement: view.engagement }),
    [view, today, workspace],
  )
  return (
    <>
      <Controls view={view} period={scope.period} onChange={change} />
      <div className="overview-tiles">
        <KeyNumbers scope={scope} />
        <OverTime scope={scope} calendar={workspace} today={today} />
        <HumanOrMachine scope={scope} />
        <Campaigns scope={scope} />
      </div>
      <Footnote scope={scope} />
    </>
  )
}
