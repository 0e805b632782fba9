import type { addSourceSecret } from '@airgraph/contract/sources.ts'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { say } from '../../kit/toast.ts'
import './AddSecret.css'
import { sourcesKey } from './use-sources.ts'
import type { Esp, Source } from './use-sources.ts'

interface Props {
  readonly source: Pick<Source, 'name' | 'secrets'>
  readonly esp: Esp | undefined
}

/** The first secret, or the one that follows it. */
export function AddSecret({ source, esp }: Props) {
  const api = useApi()
  const cache = useQueryClient()
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async () => {
    setProblem(null)
    try {
      await api.call<typeof addSourceSecret>('POST /v1/sources/:name/secrets', {
        params: { name: source.name },
        body: { secret },
      })
      setSecret('')
      say('The secret is kept. It holds from now on.')
      await cache.invalidateQueries({ queryKey: sourcesKey })
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <form
      className="add-secret"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        label={source.secrets === 0 ? 'Secret' : 'Another secret'}
        description={esp?.secretWords}
        error={problem}
        autoComplete="off"
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={secret.trim() === ''}>
        {source.secrets === 0 ? 'Keep the secret' : 'Add the secret'}
      </Button>
    </form>
  )
}
