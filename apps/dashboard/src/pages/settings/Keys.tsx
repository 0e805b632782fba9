import type { createKey, listKeys, revokeKey, rotateKey } from '@airgraph/contract/keys.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate, formatShortMoment } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { SecretOnce } from '../../kit/form/SecretOnce.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { expiryOf } from './expiry-of.ts'
import type { Expiry } from './expiry-of.ts'

type Key = (typeof listKeys)['reply'][200]['_zod']['output']['keys'][number]

const keysKey = ['keys']
const scopes: Readonly<Record<KeyScope, string>> = {
  'events:write': 'Report events: for your own servers and for imports. Reads nothing.',
  ask: 'Ask questions: for dashboards and notebooks. Changes nothing.',
  admin: 'Everything in this workspace: also sources, settings and keys. For scripts of yours.',
}
const expiries: Readonly<Record<Expiry, string>> = {
  never: 'Never',
  '30': 'In 30 days',
  '90': 'In 90 days',
  '365': 'In a year',
}

/** The secret of a key is in one answer and nowhere else. */
interface Fresh {
  readonly keyId: string
  readonly title: string
  readonly secret: string
}

export function Keys() {
  const api = useApi()
  const [fresh, setFresh] = useState<Fresh | null>(null)
  const answered = useQuery({
    queryKey: keysKey,
    queryFn: ({ signal }) => api.call<typeof listKeys>('GET /v1/keys', { signal }),
  })
  return (
    <div className="section">
      <NewKey onMade={setFresh} />
      <TileFrame title="API keys" testId="keys">
        {fresh && (
          <SecretOnce
            key={fresh.secret}
            title={fresh.title}
            secret={fresh.secret}
            onDone={() => setFresh(null)}
          />
        )}
        <Answered of={answered} skeleton={<TableSkeleton rows={2} />}>
          {({ keys }) =>
            keys.length === 0 ? (
              <p className="section-text">None yet. Programs need one, people do not.</p>
            ) : (
              <ul className="rows">
                {keys.map((key) => (
                  <Row key={key.keyId} of={key} onRotated={setFresh} />
                ))}
              </ul>
            )
          }
        </Answered>
      </TileFrame>
    </div>
  )
}

function NewKey({ onMade }: { readonly onMade: (fresh: Fresh) => void }) {
  const api = useApi()
  const cache = useQueryClient()
  const { underway, problem, run } = useSubmit()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly KeyScope[]>(['ask'])
  const [expiry, setExpiry] = useState<Expiry>('never')
  const make = () =>
    run(async () => {
      if (chosen.length === 0) throw new Error('Choose at least one thing that it may do.')
      const expiresAt = expiryOf(expiry, Date.now())
      const { keyId, secret } = await api.call<typeof createKey>('POST /v1/keys', {
        body: { name, scopes: [...chosen], ...(expiresAt && { expiresAt }) },
      })
      onMade({ keyId, title: `The secret of “${name}”.`, secret })
      setName('')
      await cache.invalidateQueries({ queryKey: keysKey })
    })
  return (
    <TileFrame title="Make a key" testId="new-key">
      <Form className="section-form" onSubmit={make}>
        <TextInput
          label="Name"
          description="Of the program that uses it, so that you know it again."
          autoComplete="off"
          required
          maxLength={80}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Checkbox.Group label="It may" value={[...chosen]} onChange={(values) => setChosen(values)}>
          <div className="key-scopes">
            {Object.entries(scopes).map(([scope, words]) => (
              <Checkbox key={scope} size="sm" value={scope} label={scope} description={words} />
            ))}
          </div>
        </Checkbox.Group>
        <NativeSelect
          label="It ends"
          data={(Object.keys(expiries) as Expiry[])
            .toSorted()
            .toReversed()
            .map((value) => ({ value, label: expiries[value] }))}
          value={expiry}
          onChange={({ currentTarget }) => setExpiry(currentTarget.value as Expiry)}
        />
        <FormProblem of={problem} />
        <div className="form-actions">
          <Button type="submit" size="xs" className="button-main" loading={underway}>
            Make the key
          </Button>
        </div>
      </Form>
    </TileFrame>
  )
}

interface RowProps {
  readonly of: Key
  readonly onRotated: (fresh: Fresh) => void
}

function Row({ of, onRotated }: RowProps) {
  const { keyId, name, createdAt, expiresAt, lastUsedAt, previousUntil } = of
  const api = useApi()
  const cache = useQueryClient()
  const { timeZone } = useWorkspaceNow()
  const params = { keyId }
  return (
    <li className="rows-row">
      <div className="rows-main">
        <strong>{name}</strong>{' '}
        {of.scopes.map((scope) => (
          <span key={scope} className="badge">
            {scope}
          </span>
        ))}
        <p>
          {lastUsedAt ? `Last used ${formatShortMoment(lastUsedAt, timeZone)}` : 'Never used'} ·
          made {formatDate(createdAt, timeZone)}
          {expiresAt && ` · ends ${formatDate(expiresAt, timeZone)}`}
          {previousUntil &&
            ` · its old secret holds until ${formatShortMoment(previousUntil, timeZone)}`}
        </p>
      </div>
      <div className="rows-tools">
        <Confirm
          label="New secret …"
          of={name}
          title={`A new secret for “${name}”`}
          action="Make a new secret"
          isDangerous={false}
          onConfirm={async () => {
            const { secret } = await api.call<typeof rotateKey>('POST /v1/keys/:keyId/secret', {
              params,
            })
            await cache.invalidateQueries({ queryKey: keysKey })
            onRotated({ keyId, title: `The new secret of “${name}”.`, secret })
          }}
        >
          The one before holds for another 24 hours, so that you can change it where it is used.
        </Confirm>
        <Confirm
          label="Revoke …"
          of={name}
          title={`Revoke “${name}”`}
          action="Revoke"
          onConfirm={async () => {
            await api.call<typeof revokeKey>('DELETE /v1/keys/:keyId', { params })
            await cache.invalidateQueries({ queryKey: keysKey })
            say(`“${name}” is revoked.`)
          }}
        >
          Whatever uses it is refused from now on. It cannot be taken back.
        </Confirm>
      </div>
    </li>
  )
}
