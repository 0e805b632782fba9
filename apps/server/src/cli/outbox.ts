import { getOutboxMail, listOutbox } from '@airgraph/contract/people.ts'
import { Command } from 'commander'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'

const list = new Command('list')
  .description('mail that waits to be sent, newest first')
  .option('-l, --limit <number>', 'how many', '50')
  .action(async ({ limit }: { limit: string }) => {
    const { mails } = await withApi(undefined, (api) => api(listOutbox, { query: { limit } }))
    for (const { mailId, createdAt, to, subject } of mails)
      print(`${mailId}  ${createdAt}  ${to}  ${subject}`)
    if (mails.length === 0) say('There is none.')
  })

const show = new Command('show')
  .description('one of them, with its text')
  .argument('<mailId>')
  .action(async (mailId: string) => {
    const mail = await withApi(undefined, (api) => api(getOutboxMail, { params: { mailId } }))
    print(`To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}`)
  })

export const outboxCommand = new Command('outbox')
  .description('mail that waits to be sent: invitations, new passwords and addresses')
  .addCommand(list, { isDefault: true })
  .addCommand(show)
