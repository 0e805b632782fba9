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
export const invitationPath = (token: string) => `/invitation#${token}`
const emailPath = (token: string) => `/confirm-email#${token}`
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

interface Moving {
  readonly from: string
  readonly to: string
}

export const emailChangeMail = (publicUrl: string, { from, to }: Moving, token: string): Mail => ({
  kind: 'email-change',
  to,
  subject: 'Confirm your new address for Airgraph',
  text: `Somebody who signs in with ${from} at ${publicUrl} wants to sign in with ${to} instead.

If it was you, open this link within a day, and sign in as before if you are asked to:
${publicUrl}${emailPath(token)}

If it was not you, do nothing: nothing changes.
`,
})

/** Looks to the outbox as the one with a link: who asked is not told the difference. */
export const emailTakenMail = (publicUrl: string, { to }: Moving): Mail => ({
  kind: 'email-change',
  to,
  subject: 'There is an account of your address at Airgraph already',
  text: `Somebody who is signed in at ${publicUrl} wants to sign in with ${to} instead.

There is an account of that address already, so nothing changes. If it was you, sign in with ${to}, or set a new password for it:
${publicUrl}/forgot-password

If it was not you, do nothing.
`,
})

export const emailChangeAskedMail = (publicUrl: string, { from, to }: Moving): Mail => ({
  kind: 'email-change-asked',
  to: from,
  subject: 'Your address for Airgraph is about to change',
  text: `Somebody who knows your password wants you to sign in with ${to} at ${publicUrl}, and no longer with ${from}.

If it was you, open the link that went to ${to}. Until then nothing changes.

If it was not you, change your password at once, which ends that link:
${publicUrl}/account/security
`,
})

export const emailChangedMail = (publicUrl: string, { from, to }: Moving): Mail => ({
  kind: 'email-changed',
  to: from,
  subject: 'Your address for Airgraph was changed',
  text: `You sign in with ${to} at ${publicUrl} now, and no longer with ${from}. Everywhere else you were signed out.

If it was not you, ask whoever runs this Airgraph at once.
`,
})
