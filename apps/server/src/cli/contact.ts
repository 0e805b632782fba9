import { eraseContact } from '@airgraph/contract/contacts.ts'
import { Command } from 'commander'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

const erase = new Command('erase')
  .description('erase a person; what they did stays counted, as nobody’s')
  .argument('<contact>', 'an address, an external id or a contact id')
  .addOption(workspaceOption())
  .action(async (contact: string, { workspace }: { workspace: string }) => {
    const receipt = await withApi(workspace, (api) => api(eraseContact, { body: { contact } }))
    print(JSON.stringify(receipt, null, 2))
    say('Erased. Keep the receipt. Events that name this person are refused from now on.')
  })

export const contactCommand = new Command('contact').description('people').addCommand(erase)
