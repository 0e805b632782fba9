import type { createKey } from '@airgraph/contract/keys.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { Form } from '../../kit/form/Form.tsx'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { expiryOf } from './expiry-of.ts'
import type { Expiry } from './expiry-of.ts'
import { type Fresh, keysKey } from './use-keys.ts'

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

export function NewKey({ onMade }: { readonly onMade: (fresh: Fresh) => void }) {
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
