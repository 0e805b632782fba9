import { addSourceSecret, createSource, listSources } from '@airgraph/contract/sources.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import { Command, Option } from 'commander'
import { print, printJson, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface CreateOptions {
  readonly workspace: string
  readonly esp: string
  readonly name?: string
  readonly secret?: string
}

const create = new Command('create')
  .description('connect an ESP, and print the URL to paste there')
  .addOption(workspaceOption())
  .addOption(
    new Option('--esp <name>', 'which').choices(esps.map(({ name }) => name)).makeOptionMandatory(),
  )
  .option('-n, --name <name>', 'what you will know it by: the ESP’s name, if you say nothing')
  .option('--secret <secret>', 'signing key, public key or user:password, as that ESP has it')
  .action(async ({ workspace, esp, name, secret }: CreateOptions) => {
    const { made, url } = await withApi(workspace, async (api, base) => ({
      made: await api(createSource, {
        body: { esp, ...(name !== undefined && { name }), ...(secret !== undefined && { secret }) },
      }),
      url: base,
    }))
    print(new URL(made.path, url).href)
    say(`Paste this URL where ${esp} asks for a webhook. It is shown once.\n${made.proof}`)
  })

const list = new Command('list')
  .description('the connected ESPs of a workspace')
  .addOption(workspaceOption())
  .action(async ({ workspace }: { workspace: string }) =>
    printJson((await withApi(workspace, (api) => api(listSources))).sources),
  )

const rotate = new Command('rotate')
  .description('add a new secret; the one before it stays valid until the next')
  .argument('<name>')
  .requiredOption('--secret <secret>', 'the new one')
  .addOption(workspaceOption())
  .action(async (name: string, { workspace, secret }: { workspace: string; secret: string }) => {
    await withApi(workspace, (api) => api(addSourceSecret, { params: { name }, body: { secret } }))
    say(`“${name}” takes the new secret and the one before it.`)
  })

export const sourceCommand = new Command('source')
  .description('where events come from')
  .addCommand(create)
  .addCommand(list)
  .addCommand(rotate)
