import {
  cancelEmailChange,
  changeEmail,
  confirmEmail,
  getEmail,
} from '@airgraph/contract/email-change.ts'
import type { EmailChange } from '@airgraph/store/records/email-changes.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { emailChangeAllowances, tokenAllowances } from '../accounts/limits.ts'
import { createChangeEmail } from '../flows/change-email.ts'
import type { NoteOfPerson } from '../flows/note-of-person.ts'
import { handle, reply } from '../http/handle.ts'
import { personOf } from '../http/principal.ts'
import { problem, tooOften } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'emailChanges' | 'people' | 'outbox' | 'attempts'>
  readonly accounts: Accounts
  readonly noteOfPerson: NoteOfPerson
}

export const emailChangeRoutes = ({ records, accounts, noteOfPerson }: Needs) => {
  const { emailChanges, attempts } = records
  const flow = createChangeEmail({ records, accounts })
  return [
    handle(getEmail, async ({ principal }) => {
      const { id, email } = personOf(principal).person
      const wanted = await emailChanges.find(id)
      return reply(200, {
        email,
        hasPassword: await accounts.hasPassword(id),
        wanted: wanted && shown(wanted),
      })
    }),
    handle(changeEmail, async (call) => {
      const { body, client } = call
      const { person } = personOf(call.principal)
      const tried = { personId: person.id, email: body.email, network: client.network }
      const wait = await attempts.take(emailChangeAllowances(tried))
      if (wait !== null) return tooOften(wait)
      const asked = await flow.ask(person, body)
      if (!asked.ok) return refusals[asked.error]
      await noteOfPerson(person.id, call, { action: 'person.email-change-asked' })
      return reply(202, shown(asked.value))
    }),
    handle(cancelEmailChange, async (call) => {
      const { id, email } = personOf(call.principal).person
      if (!(await emailChanges.forget(id))) return nothingWanted
      await noteOfPerson(id, call, { action: 'person.email-change-cancelled' })
      return reply(200, { email })
    }),
    handle(confirmEmail, async (call) => {
      const wait = await attempts.take(tokenAllowances(call.client.network))
      if (wait !== null) return tooOften(wait)
      const who = personOf(call.principal)
      const changed = await flow.confirm(who, call.body.token)
      if (changed === null) return gone
      await noteOfPerson(who.person.id, call, {
        action: 'person.email-changed',
        before: { email: changed.before },
        after: { email: changed.after },
      })
      return reply(200, { email: changed.after })
    }),
  ]
}

const refusals = {
  same: reply(409, problem('conflict', 'That is your address already.')),
  'no-password': reply(
    409,
    problem(
      'conflict',
      'You have no password yet. Ask for a link to set one, as who forgot theirs does, then change the address.',
    ),
  ),
  'wrong-password': reply(
    403,
    problem('forbidden', 'The password is not right. Type the one you sign in with now.'),
  ),
} as const
const nothingWanted = reply(404, problem('not-found', 'No other address waits to be confirmed.'))
const gone = reply(
  404,
  problem(
    'not-found',
    'This link was used, taken back or is over, or another person asked for it. Ask for a new one on your account’s page.',
  ),
)

const shown = ({ email, expiresAt }: EmailChange) => ({
  email,
  expiresAt: expiresAt.toISOString(),
})
