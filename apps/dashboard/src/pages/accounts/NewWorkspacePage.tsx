import type { createWorkspace } from '@airgraph/contract/workspaces.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { noteWorkspace } from '../../api/last-workspace.ts'
import { agenciesOf } from '../../api/me.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { Redirect } from '../../frame/Redirect.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { browserZone } from '../../time/browser-zone.ts'

/** For oneself, or for a client of one's agency. */
export default function NewWorkspacePage() {
  const api = useApi()
  const { me, refresh } = useMeNow()
  const navigate = useNavigate()
  const { underway, problem, run } = useSubmit()
  const [name, setName] = useState('')
  const [agencyId, setAgencyId] = useState('')
  const agencies = agenciesOf(me)
  const make = () =>
    run(async () => {
      const { workspaceId } = await api.call<typeof createWorkspace>('POST /v1/workspaces', {
        body: { name, timeZone: browserZone(), ...(agencyId !== '' && { agencyId }) },
      })
      noteWorkspace(workspaceId)
      await refresh()
      await navigate({ to: '/sources', search: { workspace: workspaceId } })
    })
  if (me.person === null) return <Redirect to="/sign-in" next="/workspaces/new" />
  return (
    <AloneCard title="Make a workspace" intro="With data, people and keys of its own.">
      <Form onSubmit={make}>
        <FormProblem of={problem} />
        <TextInput
          label="Name"
          description={`A company or a brand. Its days are those of ${browserZone()}; you can change that later.`}
          name="organization"
          autoComplete="off"
          required
          maxLength={80}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {agencies.length > 0 && (
          <NativeSelect
            label="Whose is it?"
            description="People of an agency come into the workspaces of its clients too."
            data={[
              { value: '', label: 'Ours' },
              ...agencies.map((one) => ({ value: one.id, label: `A client of ${one.name}` })),
            ]}
            value={agencyId}
            onChange={({ currentTarget }) => setAgencyId(currentTarget.value)}
          />
        )}
        <div className="form-actions">
          <Button type="submit" className="button-main" loading={underway}>
            Make it
          </Button>
          <Button variant="default" component={Link} to="/">
            Back
          </Button>
        </div>
      </Form>
    </AloneCard>
  )
}
