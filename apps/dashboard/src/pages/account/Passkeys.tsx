import type { deletePasskey, listPasskeys, renamePasskey } from '@airgraph/contract/sign-in.ts'
import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { canPasskeys, makePasskey } from '../../api/passkeys.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'

const passkeysKey = ['passkeys']

interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: string | null
}

/** better-auth answers with all that it keeps. */
const readPasskeys = (answer: unknown): readonly Passkey[] =>
  (Array.isArray(answer) ? answer : []).map((one: Record<string, unknown>) => ({
    id: String(one['id']),
    name: typeof one['name'] === 'string' && one['name'] !== '' ? one['name'] : 'Passkey',
    createdAt: typeof one['createdAt'] === 'string' ? one['createdAt'] : null,
  }))

export function Passkeys() {
  const api = useApi()
  const cache = useQueryClient()
  const { underway, problem, run } = useSubmit()
  const [name, setName] = useState('')
  const answered = useQuery({
    queryKey: passkeysKey,
    queryFn: async ({ signal }) =>
      readPasskeys(
        await api.call<typeof listPasskeys>('GET /v1/auth/passkey/list-user-passkeys', { signal }),
      ),
  })
  const add = () =>
    run(async () => {
      await makePasskey(api, name.trim() || 'Passkey')
      setName('')
      await cache.invalidateQueries({ queryKey: passkeysKey })
      say('The passkey is added. Sign in with it next time.')
    })
  return (
    <TileFrame
      title="Passkeys"
      subtitle="Sign in with this device, your phone or a security key, without a password."
      testId="passkeys"
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={1} />}>
        {(passkeys) => (
          <ul className="rows">
            {passkeys.map((passkey) => (
              <Row key={passkey.id} of={passkey} />
            ))}
          </ul>
        )}
      </Answered>
      {canPasskeys() ? (
        <Form className="section-form" onSubmit={add}>
          <TextInput
            label="Name of a new one"
            placeholder="My laptop"
            autoComplete="off"
            maxLength={80}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <FormProblem of={problem} />
          <div className="form-actions">
            <Button type="submit" size="xs" variant="default" loading={underway}>
              Add a passkey
            </Button>
          </div>
        </Form>
      ) : (
        <p className="section-text">
          This browser makes none here: they need https, or a newer browser.
        </p>
      )}
    </TileFrame>
  )
}

function Row({ of: { id, name, createdAt } }: { readonly of: Passkey }) {
  const api = useApi()
  const cache = useQueryClient()
  const { timeZone } = useWorkspaceNow()
  const { underway, problem, run } = useSubmit()
  const [draft, setDraft] = useState<string | null>(null)
  const refresh = () => cache.invalidateQueries({ queryKey: passkeysKey })
  const rename = () =>
    run(async () => {
      await api.call<typeof renamePasskey>('POST /v1/auth/passkey/update-passkey', {
        body: { id, name: (draft ?? name).trim() },
      })
      await refresh()
      setDraft(null)
    })
  if (draft !== null)
    return (
      <li className="rows-row">
        <form
          className="form-actions"
          onSubmit={(event) => {
            event.preventDefault()
            void rename()
          }}
        >
          <TextInput
            size="xs"
            aria-label={`New name of ${name}`}
            required
            maxLength={80}
            value={draft}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          />
          <Button type="submit" size="xs" className="button-main" loading={underway}>
            Rename
          </Button>
          <Button size="xs" variant="default" onClick={() => setDraft(null)}>
            Cancel
          </Button>
        </form>
        <FormProblem of={problem} />
      </li>
    )
  return (
    <li className="rows-row">
      <div className="rows-main">
        <strong>{name}</strong>
        {createdAt && <p>added {formatDate(createdAt, timeZone)}</p>}
      </div>
      <div className="rows-tools">
        <Button
          size="xs"
          variant="default"
          aria-label={`Rename ${name}`}
          onClick={() => setDraft(name)}
        >
          Rename
        </Button>
        <Confirm
          label="Remove …"
          of={name}
          title={`Remove “${name}”`}
          action="Remove"
          onConfirm={async () => {
            await api.call<typeof deletePasskey>('POST /v1/auth/passkey/delete-passkey', {
              body: { id },
            })
            await refresh()
            say(`“${name}” signs in no more.`)
          }}
        >
          It signs in no more. Your device may still offer it: remove it there too.
        </Confirm>
      </div>
    </li>
  )
}
