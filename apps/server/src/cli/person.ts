import { createInvitation } from '@airgraph/contract/invitations.ts'
import { resetPassword } from '@airgraph/contract/people.ts'
import { type MemberRole, memberRoles } from '@airgraph/domain/role.ts'
import { Command, Option } from 'commander'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

const reset = new Command('reset-password')
  .description('print a link by which a person sets a new password')
  .argument('<email>')
  .option('--without-two-factor', 'drop their second factor too, because it is lost', false)
  .action(async (email: string, { withoutTwoFactor }: { withoutTwoFactor: boolean }) => {
    const { made, url } = await withApi(undefined, async (api, base) => ({
      made: await api(resetPassword, { body: { email, withoutTwoFactor } }),
      url: base,
    }))
    print(new URL(made.path, url).href)
    say(`Give this link to them alone. It holds until ${made.expiresAt}.`)
  })

interface InviteOptions {
  readonly workspace: string
  readonly role: MemberRole
}

const invite = new Command('invite')
  .description('invite somebody into a workspace, and print a link to hand over')
  .argument('<email>')
  .addOption(workspaceOption().makeOptionMandatory())
  .addOption(new Option('-r, --role <role>', 'as what').choices(memberRoles).default('viewer'))
  .action(async (email: string, { workspace, role }: InviteOptions) => {
    const { link } = await withApi(workspace, (api) =>
      api(createInvitation, { body: { email, role } }),
    )
    print(link)
    say(
      `The invitation is on its way to ${email}; or give them this link yourself. It is not shown again.`,
    )
  })

export const personCommand = new Command('person')
  .description('people who sign in')
  .addCommand(invite)
  .addCommand(reset)
