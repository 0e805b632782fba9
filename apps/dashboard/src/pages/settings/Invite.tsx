import type { createInvitation } from '@airgraph/contract/invitations.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { invitationsKey } from './Invitations.tsx'
import { readAddresses } from './read-addresses.ts'
import { type SentLink, SentLinks } from './SentLinks.tsx'

const roles = ['viewer', 'editor', 'admin', 'owner', 'client'] as const

/** Several at once; those that were refused stay to be corrected, each with why. */
export function Invite({ as }: { readonly as: 'member' | 'agency' }) {
  const api = useApi()
  const cache = useQueryClient()
  const { role: mine } = useWorkspaceNow()
  const { underway, problem, run, clear } = useSubmit()
  const [text, setText] = useState('')
  const [links, setLinks] = useState<readonly SentLink[]>([])
  const [role, setRole] = useState<MemberRole>('viewer')
  const mayGive = roles.filter((one) => one !== 'owner' || (as === 'member' && mine === 'owner'))
  const invite = () =>
    run(async () => {
      const { good, bad } = readAddresses(text)
      if (bad.length > 0)
        throw new Error(`No e-mail address: ${bad.join(', ')}. Correct or remove it.`)
      if (good.length === 0) throw new Error('Type at least one address.')
      const sent: SentLink[] = []
      const refused: string[] = []
      const whys = new Set<string>()
      for (const email of good)
        await api
          .call<typeof createInvitation>('POST /v1/invitations', { body: { email, role, as } })
          .then(({ link }) => sent.push({ email, link }))
          .catch((error: Error) => {
            refused.push(email)
            whys.add(`${email}: ${inSentence(error)}`)
          })
      await cache.invalidateQueries({ queryKey: invitationsKey })
      setText(refused.join('\n'))
      if (sent.length > 0) {
        setLinks(sent)
        say(
          sent.length === 1
            ? '1 invitation is on its way.'
            : `${sent.length} invitations are on their way.`,
        )
      }
      if (whys.size > 0) throw new Error([...whys].join(' '))
    })
  return (
    <TileFrame
      title={as === 'agency' ? 'Let an agency in' : 'Invite'}
      subtitle={
        as === 'agency'
          ? 'With all of its people, each with no more than they may do there.'
          : 'Each gets a mail with a link that holds for seven days.'
      }
      testId={`invite-${as}`}
    >
      <Form className="section-form" noValidate onSubmit={invite}>
        <Textarea
          label={as === 'agency' ? 'Address of somebody who is an admin there' : 'Addresses'}
          placeholder={as === 'agency' ? 'ann@agency.example' : 'ann@example.com, bob@example.com'}
          autosize={false}
          rows={as === 'agency' ? 1 : 2}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => {
            clear()
            setText(currentTarget.value)
          }}
        />
        <NativeSelect
          label={as === 'agency' ? 'At most' : 'As'}
          description={roleWords[role].may}
          data={mayGive.map((one) => ({ value: one, label: roleWords[one].title }))}
          value={role}
          onChange={({ currentTarget }) => setRole(currentTarget.value as MemberRole)}
        />
        <FormProblem of={problem} />
        <div className="form-actions">
          <Button type="submit" size="xs" className="button-main" loading={underway}>
            {as === 'agency' ? 'Invite the agency' : 'Send invitations'}
          </Button>
        </div>
      </Form>
      {links.length > 0 && (
        <SentLinks key={links[0]?.link} links={links} onDone={() => setLinks([])} />
      )}
    </TileFrame>
  )
}
