import type { BodyOf } from '@airgraph/contract/endpoint.ts'
import type { patchWorkspace, WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { useApi } from '../../api/api.ts'
import { useWorkspaceCache } from '../../api/workspace.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { say } from '../../kit/toast.ts'

type Change = BodyOf<typeof patchWorkspace>

/** As it would be with that change. */
const changed = ({ brand, ...rest }: Change, now: WorkspaceNow): WorkspaceNow =>
  ({ ...now, ...rest, brand: { ...now.brand, ...brand } }) as WorkspaceNow

/** What takes that change back. */
export function inverseOf(change: Change, now: WorkspaceNow): Change {
  const only = (of: object, from: object) =>
    Object.fromEntries(
      Object.entries(from).filter(([name]) => Object.hasOwn(of, name) && name !== 'brand'),
    )
  return {
    ...only(change, now),
    ...(change.brand && { brand: only(change.brand, now.brand) }),
  }
}

/** Shown at once, taken back where it is refused, and for a while by whoever did it. */
export function useChange() {
  const api = useApi()
  const { note } = useWorkspaceCache()
  const { refresh } = useMeNow()
  const now = useWorkspaceNow()
  const send = async (change: Change) => {
    note(await api.call<typeof patchWorkspace>('PATCH /v1/workspace', { body: change }))
    await refresh()
  }
  return async (change: Change, done: string) => {
    const back = inverseOf(change, now)
    note(changed(change, now))
    try {
      await send(change)
    } catch (error) {
      note(now)
      throw error
    }
    const undo = () =>
      void send(back).then(
        () => say('It is as it was.'),
        (error: Error) => say(`Not taken back: ${error.message}`, { tone: 'bad' }),
      )
    say(done, { undo })
  }
}
