import type { MemberRole } from '@airgraph/domain/role.ts'
import type { Mail } from '@airgraph/store/records/outbox.ts'

interface Invited {
  readonly email: string
  readonly workspaceName: string
  readonly role: MemberRole
  readonly as: 'member' | 'agency'
  readonly invitedBy: string | null
  readonly token: string
}

/** What stands behind “#” goes to no server and into no log. */
const invitationPath = (token: string) => `/invitation#${token}`
export const passwordPath = (token: string) => `/reset-password#${token}`

/** A name that somebody chose stays in its line. */
const inLine = (name: string) => name.replaceAll(/\s+/g, ' ').slice(0, 80)

export const invitationMail = (publicUrl: string, invited: Invited): Mail => ({
  kind: 'invitation',
  to: invited.email,
  subject: `You are invited to “${inLine(invited.workspaceName)}” on Airgraph`,
  text: `${invited.invitedBy === null ? 'You are invited' : `${inLine(invited.invitedBy)} invites you`} to the workspace “${inLine(invited.workspaceName)}”${
    invited.as === 'agency' ? ', as its agency' : ''
  } (${invited.role}).

Open this link within seven days to accept:
${publicUrl}${invitationPath(invited.token)}

If you do not know what this is, do nothing.
`,
})

export const passwordResetMail = (publicUrl: string, to: string, token: string): Mail => ({
  kind: 'password-reset',
  to,
  subject: 'Set a new password for Airgraph',
  text: `Somebody asked for a new password for ${to} at ${publicUrl}.

Open this link within an hour to set one:
${publicUrl}${passwordPath(token)}

If it was not you, do nothing: your password stays as it is.
`,
})

export const passwordChangedMail = (publicUrl: string, to: string): Mail => ({
  kind: 'password-changed',
  to,
  subject: 'Your password for Airgraph was changed',
  text: `The password for ${to} at ${publicUrl} was changed, and you were signed out everywhere.

If it was not you, ask whoever runs this Airgraph at once.
`,
})
