import { createKey, listKeys, revokeKey } from '@airgraph/contract/keys.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { type KeyScope, keyScopes } from '@airgraph/domain/scope.ts'
import { Command, Option } from 'commander'
import { print, printJson, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface CreateOptions {
  readonly workspace: string
  readonly scope: KeyScope[]
  readonly name?: string
  readonly expires?: string
}

const create = new Command('create')
  .description('make an API key, and print it once')
  .addOption(workspaceOption())
  .addOption(
    new Option('-s, --scope <scope...>', 'what it may do').choices(keyScopes).makeOptionMandatory(),
  )
  .option('-n, --name <name>', 'what you will know it by')
  .option('-e, --expires <date>', 'the day from which it is no longer valid, such as 2027-01-31')
  .action(async ({ workspace, scope, name, expires }: CreateOptions) => {
    const made = await withApi(workspace, (api) =>
      api(createKey, {
        body: {
          scopes: scope,
          ...(name !== undefined && { name }),
          ...(expires !== undefined && { expiresAt: readDay(expires) }),
        },
      }),
    )
    print(made.secret)
    say(`This key is shown once. It may ${scope.join(', ')} in the workspace “${workspace}”.`)
  })

function readDay(text: string) {
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new Failure('invalid', `--expires “${text}”: expected a day such as 2027-01-31.`)
  if (at <= new Date())
    throw new Failure('invalid', `--expires “${text}” is over: the key would never be valid.`)
  return at.toISOString()
}

const list = new Command('list')
  .description('the keys of a workspace')
  .addOption(workspaceOption())
  .action(async ({ workspace }: { workspace: string }) =>
    printJson((await withApi(workspace, (api) => api(listKeys))).keys),
  )

const revoke = new Command('revoke')
  .description('make a key invalid')
  .argument('<keyId>')
  .addOption(workspaceOption())
  .action(async (keyId: string, { workspace }: { workspace: string }) => {
    await withApi(workspace, (api) => api(revokeKey, { params: { keyId } }))
    say(`${keyId} is no longer valid.`)
  })

export const keyCommand = new Command('key')
  .description('API keys')
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke)
