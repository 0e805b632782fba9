import type { createSource } from '@airgraph/contract/sources.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import './ConnectForm.css'
import { keepUrl } from './shown-once.ts'
import { sourcesKey } from './use-sources.ts'
import type { Listed } from './use-sources.ts'

interface Props extends Listed {
  /** Chosen before; otherwise it is chosen here. */
  readonly espName?: string
  readonly onMade: (name: string) => void
}

export function ConnectForm({ esps, sources, espName, onMade }: Props) {
  const api = useApi()
  const cache = useQueryClient()
  const { workspaceId } = useWorkspaceNow()
  const [chosen, setChosen] = useState(espName ?? esps[0]?.name ?? '')
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [underway, setUnderway] = useState(false)
  const esp = esps.find((one) => one.name === chosen)
  const usual = freeName(chosen, sources)
  const connect = async () => {
    setProblem(null)
    setUnderway(true)
    try {
      const made = await api.call<typeof createSource>('POST /v1/sources', {
        body: { esp: chosen, name: name || usual, ...(secret && { secret }) },
      })
      keepUrl(workspaceId, made.name, made.path)
      onMade(made.name)
      await cache.invalidateQueries({ queryKey: sourcesKey })
    } catch (error) {
      setProblem((error as Error).message)
      setUnderway(false)
    }
  }
  return (
    <form
      className="connect-form"
      onSubmit={(event) => {
        event.preventDefault()
        void connect()
      }}
    >
      {espName === undefined && (
        <NativeSelect
          data-autofocus
          label="Service"
          data={esps.map((one) => ({ value: one.name, label: one.title }))}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      )}
      <TextInput
        label="Name"
        description="How its events are called here: small letters, digits and dashes."
        placeholder={usual}
        pattern="[a-z0-9][a-z0-9\-]*"
        maxLength={64}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={esp?.secretRequired ? 'Secret (may follow)' : 'Secret (optional)'}
        description={esp?.secretWords}
        autoComplete="off"
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
      />
      {problem && (
        <p className="connect-form-problem" role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" className="button-main" loading={underway}>
        {esp === undefined ? 'Connect' : `Connect ${esp.title}`}
      </Button>
    </form>
  )
}

/** The ESP's own, or with a number where that is taken. */
function freeName(esp: string, sources: Listed['sources']): string {
  const taken = new Set(sources.map(({ name }) => name))
  if (!taken.has(esp)) return esp
  for (let n = 2; ; n++) if (!taken.has(`${esp}-${n}`)) return `${esp}-${n}`
}
