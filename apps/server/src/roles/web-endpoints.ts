import {
  getArchiveJob,
  listArchives,
  postArchiveRestore,
  postArchives,
} from '@airgraph/contract/archives.ts'
import { postAsk } from '@airgraph/contract/ask.ts'
import { getAudit } from '@airgraph/contract/audit.ts'
import { deleteHtml, listHtml, putHtml, showHtml } from '@airgraph/contract/campaign-html.ts'
import { eraseContact, listContacts } from '@airgraph/contract/contacts.ts'
import { getStorage, postBackup } from '@airgraph/contract/installation.ts'
import {
  acceptInvitation,
  createInvitation,
  linkInvitation,
  listInvitations,
  readInvitation,
  resendInvitation,
  revokeInvitation,
} from '@airgraph/contract/invitations.ts'
import {
  cancelEmailChange,
  changeEmail,
  confirmEmail,
  getEmail,
} from '@airgraph/contract/email-change.ts'
import { createKey, listKeys, revokeKey, rotateKey } from '@airgraph/contract/keys.ts'
import { getLive } from '@airgraph/contract/live.ts'
import { getMe, patchMe, postSetup } from '@airgraph/contract/me.ts'
import {
  leaveWorkspace,
  listMembers,
  patchMember,
  removeAgency,
  removeClient,
  removeMember,
} from '@airgraph/contract/members.ts'
import { getOutboxMail, listOutbox, resetPassword } from '@airgraph/contract/people.ts'
import { listReasons } from '@airgraph/contract/reasons.ts'
import { listRecipients } from '@airgraph/contract/recipients.ts'
import { getRejudge, postRejudge } from '@airgraph/contract/rejudge.ts'
import {
  authEndpoints,
  endOtherSessions,
  endSession,
  listSessions,
} from '@airgraph/contract/sign-in.ts'
import {
  addSourceSecret,
  createSource,
  deleteSource,
  getSource,
  listSources,
  rotateHook,
} from '@airgraph/contract/sources.ts'
import { deleteView, listViews, saveView } from '@airgraph/contract/views.ts'
import {
  createWorkspace,
  deleteLogo,
  deleteWorkspace,
  getLogo,
  getWorkspace,
  listWorkspaces,
  patchWorkspace,
  putLogo,
  removeSample,
  restoreWorkspace,
  transferWorkspace,
} from '@airgraph/contract/workspaces.ts'
import {
  getRetention,
  getRetentionJob,
  postRetention,
  postRetentionRun,
} from '@airgraph/contract/retention.ts'

/** What a `web` process serves; the others say where it is. */
export const webEndpoints = [
  postAsk,
  getMe,
  patchMe,
  getEmail,
  changeEmail,
  cancelEmailChange,
  confirmEmail,
  postSetup,
  ...authEndpoints,
  listSessions,
  endSession,
  endOtherSessions,
  getWorkspace,
  createWorkspace,
  listWorkspaces,
  patchWorkspace,
  deleteWorkspace,
  restoreWorkspace,
  transferWorkspace,
  removeSample,
  putLogo,
  getLogo,
  deleteLogo,
  listMembers,
  patchMember,
  removeMember,
  leaveWorkspace,
  removeAgency,
  removeClient,
  listInvitations,
  createInvitation,
  resendInvitation,
  linkInvitation,
  revokeInvitation,
  readInvitation,
  acceptInvitation,
  listViews,
  saveView,
  deleteView,
  getAudit,
  createSource,
  listSources,
  getSource,
  addSourceSecret,
  rotateHook,
  deleteSource,
  createKey,
  listKeys,
  revokeKey,
  rotateKey,
  listContacts,
  eraseContact,
  listRecipients,
  listReasons,
  listHtml,
  putHtml,
  deleteHtml,
  showHtml,
  postRejudge,
  getRejudge,
  listArchives,
  postArchives,
  postArchiveRestore,
  getArchiveJob,
  getRetention,
  postRetention,
  postRetentionRun,
  getRetentionJob,
  getLive,
  postBackup,
  getStorage,
  listOutbox,
  getOutboxMail,
  resetPassword,
]

/** The page's files and the API's reference, which are no endpoints. */
export const webPaths = ['/', '/docs', '/openapi.json'] as const
