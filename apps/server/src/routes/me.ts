import { getMe, patchMe, postSetup } from '@airgraph/contract/me.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Person } from '@airgraph/store/records/people.ts'
import type { Workspace } from '@airgraph/store/records/workspaces.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { tokenAllowances } from '../accounts/limits.ts'
import type { Note } from '../flows/note.ts'
import { sampleWorkspace } from '../flows/sample.ts'
import type { createSetUp } from '../flows/set-up.ts'
import { showBrand } from '../flows/show-workspace.ts'
import { handle, reply } from '../http/handle.ts'
import { personOf } from '../http/principal.ts'
import { problem, tooOften } from '../http/problem.ts'

interface Needs {
  readonly records: Records
  readonly accounts: Accounts
  readonly setUp: ReturnType<typeof createSetUp>
  readonly openWorkspace: () => Promise<string | null>
  readonly note: Note
}

export const meRoutes = ({ records, accounts, setUp, openWorkspace, note }: Needs) => {
  const { setup, members, workspaces, people, attempts } = records

  const placesOf = async (person: Person | null) => {
    const standings = person === null ? [] : await members.standingsOf(person.id)
    const guest = person === null ? await openWorkspace() : sampleWorkspace
    const found = await workspaces.among([
      ...standings.flatMap(({ workspaceId, through }) => [workspaceId, through ?? workspaceId]),
      ...(guest === null ? [] : [guest]),
    ])
    const byId = new Map(found.map((workspace) => [workspace.workspaceId, workspace]))
    return found.toSorted(sampleLast).flatMap((workspace) => {
      const standing = standings.find((one) => one.workspaceId === workspace.workspaceId)
      if (standing !== undefined) {
        const agency = standing.through === null ? undefined : byId.get(standing.through)
        return [{ ...shown(workspace, agency), role: standing.role }]
      }
      return workspace.sample ? [{ ...shown(workspace), role: 'viewer' as const }] : []
    })
  }

  return [
    handle(getMe, async ({ principal, client }) => {
      const person = principal?.kind === 'person' ? principal.person : null
      const isOpen = !(await setup.isClaimed())
      return reply(200, {
        setup: isOpen,
        setupNeedsCode: isOpen && !client.isHere,
        person: person && shownPerson(person),
        workspaces: await placesOf(person),
        providers: accounts.providers,
      })
    }),
    handle(patchMe, async ({ principal, body: { name, preferences } }) => {
      const { person } = personOf(principal)
      const { theme, locale } = preferences ?? {}
      const changed = await people.change(person.id, {
        ...(name !== undefined && { name }),
        preferences: {
          ...(theme !== undefined && { theme }),
          ...(locale !== undefined && { locale }),
        },
      })
      return reply(200, shownPerson(changed))
    }),
    handle(postSetup, async ({ body, client, headers, principal }) => {
      const wait = await attempts.take(tokenAllowances(client.network))
      if (wait !== null) return tooOften(wait)
      const made = await setUp(body, client)
      if (!made.ok) return made.error === 'claimed' ? claimed : noCode
      const { personId, workspaceId } = made.value
      await note(
        { workspaceId, principal, client },
        {
          action: 'workspace.created',
          on: { kind: 'workspace', id: workspaceId },
          after: { name: body.workspace.name, owner: personId },
        },
      )
      const cookies = await accounts.signIn({ ...body, headers, client: client.address })
      return { ...reply(201, { personId, workspaceId }), headers: { 'set-cookie': [...cookies] } }
    }),
  ]
}

const sampleLast = (a: Workspace, b: Workspace) => Number(a.sample) - Number(b.sample)

const claimed = reply(
  409,
  problem('conflict', 'Somebody owns this installation already: ask them for an invitation.'),
)
const noCode = reply(
  403,
  problem('forbidden', 'From here this needs the code that was printed when the server started.'),
)

const shownPerson = ({ preferences, ...person }: Person) => ({
  ...person,
  preferences: {
    theme: preferences.theme ?? ('system' as const),
    locale: preferences.locale ?? null,
  },
})

const shown = (workspace: Workspace, agency?: Workspace) => ({
  id: workspace.workspaceId,
  name: workspace.name,
  sample: workspace.sample,
  timeZone: workspace.timeZone,
  currency: workspace.currency,
  weekStart: workspace.weekStart,
  brand: showBrand(workspace),
  ...(agency !== undefined && { agencyOf: { id: agency.workspaceId, name: agency.name } }),
  ...(workspace.deletesAt !== null && { deletesAt: workspace.deletesAt.toISOString() }),
})
