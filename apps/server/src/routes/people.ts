import { getOutboxMail, listOutbox, resetPassword } from '@airgraph/contract/people.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { WaitingMail } from '@airgraph/store/records/outbox.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { passwordPath } from '../accounts/mails.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'people' | 'outbox' | 'members'>
  readonly accounts: Accounts
  readonly note: Note
}

export const peopleRoutes = ({ records: { people, outbox, members }, accounts, note }: Needs) => [
  handle(listOutbox, async ({ query: { limit } }) =>
    reply(200, { mails: (await outbox.list(limit)).map(withoutText) }),
  ),
  handle(getOutboxMail, async ({ params: { mailId } }) => {
    const mail = await outbox.find(mailId)
    return mail === null
      ? reply(404, problem('not-found', 'There is no such mail.'))
      : reply(200, { ...withoutText(mail), text: mail.text })
  }),
  handle(resetPassword, async (call) => {
    const { email, withoutTwoFactor } = call.body
    const person = await people.byEmail(email)
    if (person === null)
      return reply(404, problem('not-found', `There is nobody with the address ${email}.`))
    const { token, expiresAt } = await accounts.createResetToken(person.id)
    if (withoutTwoFactor) await people.forgetTwoFactor(person.id)
    for (const { workspaceId, through } of await members.standingsOf(person.id))
      if (through === null)
        await note(
          { ...call, workspaceId },
          {
            action: 'person.password-reset',
            on: { kind: 'person', id: person.id },
            after: { withoutTwoFactor },
          },
        )
    return reply(201, { path: passwordPath(token), expiresAt: expiresAt.toISOString() })
  }),
]

const withoutText = ({ mailId, to, subject, kind, createdAt }: WaitingMail) => ({
  mailId,
  to,
  subject,
  kind,
  createdAt: createdAt.toISOString(),
})
