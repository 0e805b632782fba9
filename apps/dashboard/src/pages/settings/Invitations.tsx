import type {
  Invitation,
  linkInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '@airgraph/contract/invitations.ts'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { Problem } from '../../kit/Problem.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { SentLinks } from './SentLinks.tsx'

export const invitationsKey = ['invitations']

/** Who has not come yet. Nothing is shown where nobody is awaited. */
export function Invitations({ as }: { readonly as: Invitation['as'] }) {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: invitationsKey,
    queryFn: ({ signal }) => api.call<typeof listInvitations>('GET /v1/invitations', { signal }),
  })
  if (data === undefined) return error && <Problem of={error} onRetry={() => void refetch()} />
  const invitations = data.invitations.filter((one) => one.as === as)
  if (invitations.length === 0) return null
  return (
    <TileFrame title="Invited, and not here yet" testId={`invitations-${as}`}>
      <ul className="rows">
        {invitations.map((invitation) => (
          <Row key={invitation.invitationId} of={invitation} />
        ))}
      </ul>
    </TileFrame>
  )
}

function Row({
  of: { invitationId, email, role, invitedBy, expiresAt, expired },
}: {
  readonly of: Invitation
}) {
  const api = useApi()
  const cache = useQueryClient()
  const { role: mine, timeZone } = useWorkspaceNow()
  const [underway, setUnderway] = useState(false)
  const [link, setLink] = useState('')
  const doing = async (act: () => Promise<unknown>, done: string) => {
    setUnderway(true)
    try {
      await act()
      await cache.invalidateQueries({ queryKey: invitationsKey })
      say(done)
    } catch (error) {
      say(inSentence(error as Error), { tone: 'bad' })
    } finally {
      setUnderway(false)
    }
  }
  const params = { invitationId }
  const isTheirs = role !== 'owner' || mine === 'owner'
  return (
    <li className="rows-row" data-testid={`invitation-${email}`}>
      <div className="rows-main">
        <strong>{email}</strong> {expired && <span className="badge">over</span>}
        <p>
          {roleWords[role].title} · {invitedBy ? `invited by ${invitedBy}, ` : ''}
          {expired ? 'held until' : 'holds until'} {formatDate(expiresAt, timeZone)}
        </p>
      </div>
      <div className="rows-tools">
        <Confirm
          label="New link …"
          of={email}
          title={`A new link for ${email}`}
          action="Make a new link"
          isDangerous={false}
          disabled={underway || !isTheirs}
          onConfirm={async () => {
            const made = await api.call<typeof linkInvitation>(
              'POST /v1/invitations/:invitationId/link',
              { params },
            )
            await cache.invalidateQueries({ queryKey: invitationsKey })
            setLink(made.link)
          }}
        >
          To copy and hand over yourself; no mail is sent. It holds for seven days. A link that was
          shown here before ends, the one in the mail does not.
        </Confirm>
        <Button
          size="xs"
          variant="default"
          disabled={underway || !isTheirs}
          title={isTheirs ? undefined : 'Only owners invite owners.'}
          aria-label={`Send again to ${email}`}
          onClick={() => {
            setLink('')
            void doing(
              () =>
                api.call<typeof resendInvitation>('POST /v1/invitations/:invitationId/resend', {
                  params,
                }),
              `A new link is on its way to ${email}; those before hold no more.`,
            )
          }}
        >
          Send again
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={underway}
          aria-label={`Take back the invitation of ${email}`}
          onClick={() =>
            void doing(
              () =>
                api.call<typeof revokeInvitation>('DELETE /v1/invitations/:invitationId', {
                  params,
                }),
              `The invitation of ${email} is taken back.`,
            )
          }
        >
          Take back
        </Button>
      </div>
      {link !== '' && <SentLinks key={link} links={[{ email, link }]} onDone={() => setLink('')} />}
    </li>
  )
}
