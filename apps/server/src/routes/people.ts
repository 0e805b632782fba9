import { getOutboxMail, listOutbox, resetPassword } from '@airgraph/contract/people.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { WaitingMail } from '@airgraph/store/records/outbox.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { passwordPath } from '../accounts/mails.ts'
import type { NoteOfPerson } from '../flows/note-of-person.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'people' | 'outbox'>
  readonly accounts: Accounts
  readonly noteOfPerson: NoteOfPerson
}

export const peopleRoutes = ({ records: { people, outbox }, accounts, noteOfPerson }: Needs) => [
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
    await noteOfPerson(person.id, call, {
      action: 'person.password-reset',
      after: { withoutTwoFactor },
    })
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
