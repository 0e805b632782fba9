import type { deleteLogo } from '@airgraph/contract/workspaces.ts'
import { createApi } from '../../api/api.ts'
import { fetchJson } from '../../api/fetch-json.ts'
import { useWorkspaceCache } from '../../api/workspace.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { say } from '../../kit/toast.ts'

const mostBytes = 512 * 1024

export function useLogo(workspaceId: string | null) {
  const { refresh: refreshWorkspace } = useWorkspaceCache()
  const { refresh: refreshMe } = useMeNow()
  const after = async (words: string) => {
    await Promise.all([refreshWorkspace(), refreshMe()])
    say(words)
  }
  return {
    put: async (file: File) => {
      if (file.size > mostBytes)
        throw new Error(
          `“${file.name}” has ${Math.ceil(file.size / 1024)} KB, and 512 KB is the most. Make it smaller.`,
        )
      await fetchJson('/v1/workspace/logo', {
        method: 'PUT',
        headers: {
          'x-airgraph': 'page',
          'x-airgraph-workspace': workspaceId ?? '',
          'content-type': file.type || 'application/octet-stream',
        },
        body: file,
      })
      await after('The logo is set.')
    },
    remove: async () => {
      await createApi(workspaceId).call<typeof deleteLogo>('DELETE /v1/workspace/logo')
      await after('The logo is taken away.')
    },
  }
}
