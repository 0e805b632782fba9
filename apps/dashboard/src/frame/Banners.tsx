import type { restoreWorkspace } from '@airgraph/contract/workspaces.ts'
import { Link } from '@tanstack/react-router'
import { useApi } from '../api/api.ts'
import type { Me } from '../api/me.ts'
import { useWorkspaceCache } from '../api/workspace.ts'
import { formatDate } from '../format/moments.ts'
import { say } from '../kit/toast.ts'
import './Banners.css'
import { useMeNow } from './me-context.ts'
import { RemoveSample } from './RemoveSample.tsx'
import { useWorkspaceNow } from './workspace-context.ts'

/** What whoever looks at any page of this workspace must know. */
export function Banners() {
  const { sample, deletesAt } = useWorkspaceNow()
  if (sample) return <OfSample />
  return deletesAt === null ? null : <ToBeDeleted at={deletesAt} />
}

const ownWorkspace = ({ workspaces }: Me) =>
  workspaces.find(({ sample, role }) => !sample && (role === 'owner' || role === 'admin'))

function OfSample() {
  const { me } = useMeNow()
  const own = ownWorkspace(me)
  const owned = me.workspaces.find(({ sample, role }) => !sample && role === 'owner')
  return (
    <aside
      className="banner no-print"
      aria-label="About this workspace"
      data-testid="sample-banner"
    >
      <p>
        <strong>Simulated data.</strong> Nobody of this workspace exists, and no mail was sent.
      </p>
      <div className="banner-ways">
        {me.setup && <Link to="/setup">Make this Airgraph yours</Link>}
        {!me.setup && me.person === null && <Link to="/sign-in">Sign in</Link>}
        {own && (
          <Link to="/sources" search={{ workspace: own.id }}>
            Connect your sender
          </Link>
        )}
        {owned && <RemoveSample by={owned.id} />}
      </div>
    </aside>
  )
}

function ToBeDeleted({ at }: { readonly at: string }) {
  const api = useApi()
  const { refresh } = useMeNow()
  const { note } = useWorkspaceCache()
  const { role, timeZone, name } = useWorkspaceNow()
  const restore = async () => {
    try {
      note(await api.call<typeof restoreWorkspace>('POST /v1/workspace/restore'))
      await refresh()
      say(`“${name}” stays.`)
    } catch (error) {
      say(`Not restored: ${(error as Error).message}`, { tone: 'bad' })
    }
  }
  return (
    <aside className="banner banner-danger no-print" aria-label="About this workspace">
      <p>
        <strong>This workspace is deleted on {formatDate(at, timeZone)}</strong>, with everything in
        it. Until then it works as before.
      </p>
      {role === 'owner' && (
        <div className="banner-ways">
          <button type="button" className="plain link" onClick={() => void restore()}>
            Undo: keep it
          </button>
        </div>
      )}
    </aside>
  )
}
