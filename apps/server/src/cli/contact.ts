import { eraseContact } from '@airgraph/contract/contacts.ts'
import { Command } from 'commander'
import { say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

const erase = new Command('erase')
  .description('forget a person’s addresses and external ids; what they did stays counted')
  .argument('<contact>', 'an address, an external id or a contact id')
  .addOption(workspaceOption())
  .action(async (contact: string, { workspace }: { workspace: string }) => {
    const { erased } = await withApi(workspace, (api) => api(eraseContact, { body: { contact } }))
    say(`Forgotten: ${erased} ${erased === 1 ? 'address or id' : 'addresses and ids'}.`)
  })

export const contactCommand = new Command('contact').description('people').addCommand(erase)
