import type { postSetup } from '@airgraph/contract/me.ts'
import { Button, TextInput } from '@mantine/core'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { noteWorkspace } from '../../api/last-workspace.ts'
import { AloneCard } from '../../frame/Alone.tsx'
import { useMeNow } from '../../frame/me-context.ts'
import { EmailField } from '../../kit/form/EmailField.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { PasswordField } from '../../kit/form/PasswordField.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { browserZone } from '../../time/browser-zone.ts'

/** Whoever runs the installation makes it theirs. */
export default function SetupPage() {
  const { me } = useMeNow()
  if (me.setup) return <Claim />
  return (
    <AloneCard title="This Airgraph has an owner" intro="Sign in, or ask them for an invitation.">
      <Link to="/sign-in">Sign in</Link>
    </AloneCard>
  )
}

function Claim() {
  const api = useApi()
  const { me, refresh } = useMeNow()
  const navigate = useNavigate()
  const { hash } = useLocation()
  const { underway, problem, run } = useSubmit()
  const [said, setSaid] = useState({ name: '', email: '', password: '', workspace: '', code: hash })
  const timeZone = browserZone()
  const set = (part: Partial<typeof said>) => setSaid({ ...said, ...part })
  const claim = () =>
    run(async () => {
      const { workspaceId } = await api.call<typeof postSetup>('POST /v1/setup', {
        body: {
          name: said.name,
          email: said.email.trim(),
          password: said.password,
          workspace: { name: said.workspace, timeZone },
          ...(said.code !== '' && { code: said.code.trim() }),
        },
      })
      noteWorkspace(workspaceId)
      await navigate({ to: '/begin', replace: true })
      await refresh()
    })
  return (
    <AloneCard
      title="Make this Airgraph yours"
      intro="You become its owner, and invite others later."
    >
      <Form onSubmit={claim}>
        <FormProblem of={problem} />
        <TextInput
          label="Your name"
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          value={said.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <EmailField value={said.email} onChange={(email) => set({ email })} />
        <PasswordField
          label="Password"
          isNew
          own={[said.name, said.email]}
          value={said.password}
          onChange={(password) => set({ password })}
        />
        <TextInput
          label="Name of your workspace"
          description={`A company or a brand. Its days are those of ${timeZone}; you can change that later.`}
          name="organization"
          autoComplete="organization"
          required
          maxLength={80}
          value={said.workspace}
          onChange={({ currentTarget }) => set({ workspace: currentTarget.value })}
        />
        {me.setupNeedsCode && (
          <TextInput
            label="Setup code"
            description="Printed where the server was started, behind “Make it yours”."
            name="code"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={said.code}
            onChange={({ currentTarget }) => set({ code: currentTarget.value })}
          />
        )}
        <Button type="submit" className="button-main" loading={underway}>
          Go on
        </Button>
      </Form>
    </AloneCard>
  )
}
