import type { changeEmail } from '@airgraph/contract/email-change.ts'
import type { BodyOf } from '@airgraph/contract/endpoint.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { EmailChange } from '@airgraph/store/records/email-changes.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Person } from '@airgraph/store/records/people.ts'
import type { Accounts, SignedIn } from '../accounts/accounts.ts'
import {
  emailChangeAskedMail,
  emailChangedMail,
  emailChangeMail,
  emailTakenMail,
} from '../accounts/mails.ts'

interface Needs {
  readonly records: Pick<Records, 'emailChanges' | 'people' | 'outbox'>
  readonly accounts: Pick<Accounts, 'publicUrl' | 'hasPassword' | 'isPassword'>
}

type Refusal = 'same' | 'no-password' | 'wrong-password'

/** A person's way to another address: nothing changes until they open the link that was mailed there. */
export const createChangeEmail = ({ records, accounts }: Needs) => {
  const { emailChanges, people, outbox } = records
  const { publicUrl } = accounts
  return {
    /** Does the same, as far as who asks can see, where somebody has that address: but their mail has no link. */
    async ask(
      person: Person,
      { email, password }: BodyOf<typeof changeEmail>,
    ): Promise<Result<EmailChange, Refusal>> {
      if (email === person.email) return err('same')
      if (!(await accounts.hasPassword(person.id))) return err('no-password')
      if (!(await accounts.isPassword(person.id, password))) return err('wrong-password')
      const { token, ...wanted } = await emailChanges.ask(person.id, email)
      const moving = { from: person.email, to: email }
      const isTaken = (await people.byEmail(email)) !== null
      await outbox.put(
        isTaken ? emailTakenMail(publicUrl, moving) : emailChangeMail(publicUrl, moving, token),
      )
      await outbox.put(emailChangeAskedMail(publicUrl, moving))
      return ok(wanted)
    },
    /** `null` where the link holds no more, or is somebody else's. */
    async confirm({ person, sessionId }: SignedIn, token: string) {
      const changed = await emailChanges.confirm({ personId: person.id, sessionId, token })
      if (changed === null) return null
      const { before: from, after: to } = changed
      await outbox.put(emailChangedMail(publicUrl, { from, to }))
      return changed
    },
  }
}
