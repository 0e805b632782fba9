import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { createApi } from './api.ts'
import { lastWorkspace } from './last-workspace.ts'

interface Early {
  readonly workspaceId: string
  readonly reply: Promise<WorkspaceNow>
  readonly askedAt: number
}

/** Later than this it is asked for again. */
const freshFor = 5_000

/**
 * What a page that loads is going to ask of the workspace that it probably shows, asked before the server has said who
 * looks: one wait less. Given once, to nobody but that workspace, and a failure is as if nothing had been asked.
 */
export function createEarly(now: () => number = () => performance.now()) {
  let early: Early | null = null
  return {
    ask(workspaceId: string | null, workspace = (id: string) => createApi(id).workspace({})) {
      if (workspaceId === null) return
      const reply = workspace(workspaceId)
      reply.catch(() => {}) // whoever takes it hears of it
      early = { workspaceId, reply, askedAt: now() }
    },
    async take(workspaceId: string | null): Promise<WorkspaceNow | null> {
      const taken = early
      early = null
      if (taken === null || taken.workspaceId !== workspaceId) return null
      return now() - taken.askedAt < freshFor ? taken.reply.catch(() => null) : null
    },
  }
}

/** The workspace that the address names, or the one that was looked at last. */
export const likelyWorkspace = (search: string) =>
  new URLSearchParams(search).get('workspace') || lastWorkspace()

export const early = createEarly()
