import { readFile } from 'node:fs/promises'
import { eraseContact } from '@airgraph/contract/contacts.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { Command } from 'commander'
import { z } from 'zod'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

const Receipt = z.object({ workspaceId: z.string(), hashes: z.array(z.string()).min(1) })

async function readReceipt(file: string) {
  try {
    return Receipt.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new Failure('invalid', `${file} is no receipt of an erasure.`, { cause })
  }
}

/** Whom to erase: by a name, or as a receipt says. */
async function whom(contact: string | undefined, given: Given) {
  if ((contact === undefined) === (given.receipt === undefined))
    throw new Failure('invalid', 'Say whom to erase: either a contact, or --receipt FILE.')
  if (given.receipt === undefined) return { workspace: given.workspace, body: { contact } }
  const { workspaceId, hashes } = await readReceipt(given.receipt)
  return { workspace: workspaceId, body: { hashes } }
}

interface Given {
  readonly workspace: string
  readonly receipt?: string
}

const erase = new Command('erase')
  .description('erase a person; what they did stays counted, as nobody’s')
  .argument('[contact]', 'an address, an external id or a contact id')
  .option(
    '--receipt <file>',
    'erase again whom this receipt is about, after a backup from before was restored',
  )
  .addOption(workspaceOption())
  .action(async (contact: string | undefined, given: Given) => {
    const { workspace, body } = await whom(contact, given)
    const receipt = await withApi(workspace, (api) => api(eraseContact, { body }))
    if (given.receipt !== undefined && receipt.workspaceId !== workspace)
      throw new Failure('invalid', `The receipt is of “${workspace}”, and the key is not.`)
    print(JSON.stringify(receipt, null, 2))
    say('Erased. Keep the receipt. Events that name this person are refused from now on.')
    for (const one of receipt.remains) say(`Still there: ${one}`)
  })

export const contactCommand = new Command('contact').description('people').addCommand(erase)
