import { createWorkspace, listWorkspaces } from '@airgraph/contract/workspaces.ts'
import { Command } from 'commander'
import { printJson, say } from './print.ts'
import { withApi } from './with-api.ts'

interface CreateOptions {
  readonly name?: string
  readonly timeZone?: string
  readonly currency?: string
}

const create = new Command('create')
  .description('make a workspace: a tenant with its own events, keys and sources')
  .argument('<id>', 'lower-case letters, digits and dashes')
  .option('-n, --name <name>')
  .option('--time-zone <zone>', 'such as Europe/Berlin')
  .option('--currency <code>', 'such as EUR')
  .action(async (workspaceId: string, { name, timeZone, currency }: CreateOptions) => {
    const body = {
      workspaceId,
      name: name ?? workspaceId,
      ...(timeZone !== undefined && { timeZone }),
      ...(currency !== undefined && { currency: currency.toUpperCase() }),
    }
    printJson(await withApi(undefined, (api) => api(createWorkspace, { body })))
    say(`Next: npx airgraph key create --workspace ${workspaceId} --scope events:write`)
  })

const list = new Command('list')
  .description('all workspaces')
  .action(async () =>
    printJson((await withApi(undefined, (api) => api(listWorkspaces))).workspaces),
  )

export const workspaceCommand = new Command('workspace')
  .description('tenants')
  .addCommand(create)
  .addCommand(list)
