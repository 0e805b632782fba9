const key = 'airgraph-workspace'

/** A browser may refuse to keep anything: then the first workspace is as good. */
const trying = <T>(act: () => T): T | null => {
  try {
    return act()
  } catch {
    return null
  }
}

/** What this tab looked at last, so that two tabs can show two workspaces; a new tab begins where the last one was. */
export const lastWorkspace = () =>
  trying(() => sessionStorage.getItem(key) ?? localStorage.getItem(key))

export const noteWorkspace = (workspaceId: string) =>
  trying(() => {
    sessionStorage.setItem(key, workspaceId)
    localStorage.setItem(key, workspaceId)
  })
