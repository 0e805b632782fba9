import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import './SettingsPage.css'

const weekStarts = { monday: 'Monday', sunday: 'Sunday' }

/** What the workspace takes for granted. */
export default function SettingsPage() {
  const { workspaceId, name, timeZone, currency, weekStart, sample } = useWorkspaceNow()
  const facts = [
    ['Name', name],
    ['Id', workspaceId],
    ['Time zone', timeZone],
    ['Currency', currency],
    ['The week begins on', weekStarts[weekStart]],
    ['Data', sample ? 'simulated' : 'real'],
  ] as const
  return (
    <>
      <PageHeader title="Settings">{name}</PageHeader>
      <div className="tiles">
        <TileFrame title="Workspace" testId="settings-workspace">
          <dl className="settings">
            {facts.map(([term, said]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{said}</dd>
              </div>
            ))}
          </dl>
        </TileFrame>
      </div>
    </>
  )
}
