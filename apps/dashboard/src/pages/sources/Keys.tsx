import type { deleteSource, rotateHook } from '@airgraph/contract/sources.ts'
import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { say } from '../../kit/toast.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { AddSecret } from './AddSecret.tsx'
import './Keys.css'
import { keepUrl } from './shown-once.ts'
import { sourcesKey } from './use-sources.ts'
import type { Esp, Source } from './use-sources.ts'

interface Props {
  readonly source: Source
  readonly esp: Esp | undefined
  readonly onNewUrl: () => void
}

/** The URL and the secrets: how each is replaced without losing an event. */
export function Keys({ source, esp, onNewUrl }: Props) {
  const [removing, setRemoving] = useState(false)
  return (
    <div className="keys">
      <section>
        <h3>URL</h3>
        <p>
          {source.previousHook
            ? 'Two URLs hold: the newest, and the one before it. A new one ends the older of both.'
            : 'One URL holds. A new one holds beside it, so that no event is lost while you paste it: the old one ends with the one after.'}
        </p>
        <Button size="xs" variant="default" onClick={onNewUrl}>
          Make a new URL …
        </Button>
      </section>
      <section>
        <h3>Secrets</h3>
        <p>{secretsInWords(source, esp)}</p>
        <AddSecret source={source} esp={esp} />
      </section>
      <section>
        <h3>Disconnect</h3>
        <p>Its URLs hold no more. What it has reported stays counted.</p>
        <Button
          size="xs"
          variant="default"
          onClick={() => setRemoving(true)}
        >{`Disconnect ${source.name} …`}</Button>
      </section>
      <Disconnect source={source} opened={removing} onClose={() => setRemoving(false)} />
    </div>
  )
}

function secretsInWords({ secrets }: Source, esp: Esp | undefined) {
  if (secrets === 0)
    return esp?.secretRequired
      ? 'None yet: nothing is accepted.'
      : 'None: who has the URL may report.'
  return secrets === 1
    ? 'One holds. Add the next before you change it there: then both hold.'
    : 'Two hold: the newest, and the one before it. Another ends the older of both.'
}

interface Asking {
  readonly source: Pick<Source, 'name'>
  readonly opened: boolean
  readonly onClose: () => void
}

export function NewUrl({ source, opened, onClose }: Asking) {
  const api = useApi()
  const cache = useQueryClient()
  const { workspaceId } = useWorkspaceNow()
  const make = async () => {
    try {
      const { path } = await api.call<typeof rotateHook>('POST /v1/sources/:name/hook', {
        params: { name: source.name },
      })
      keepUrl(workspaceId, source.name, path)
      onClose()
      say('There is a new URL. The one before it holds as well.')
      await cache.invalidateQueries({ queryKey: sourcesKey })
    } catch (error) {
      say(`No new URL: ${(error as Error).message}`, { tone: 'bad' })
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Make a new URL"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>
        The new URL is shown once. The one that is used now goes on holding, so paste the new one at
        leisure and see something arrive. Of three, the oldest holds no more.
      </p>
      <Button data-autofocus mt="md" className="button-main" onClick={() => void make()}>
        Make it
      </Button>
    </Modal>
  )
}

function Disconnect({ source, opened, onClose }: Asking) {
  const api = useApi()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const search = useScopeSearch()
  const remove = async () => {
    await navigate({ to: '/sources', search }) // its own page would ask for it again
    try {
      await api.call<typeof deleteSource>('DELETE /v1/sources/:name', {
        params: { name: source.name },
      })
      say(`“${source.name}” is disconnected.`)
      await cache.invalidateQueries({ queryKey: sourcesKey })
    } catch (error) {
      say(`Still connected: ${(error as Error).message}`, { tone: 'bad' })
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Disconnect “${source.name}”`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>
        Its URLs hold no more, at once: what the service still sends to them is turned away and
        lost. Its secrets are forgotten. This cannot be undone; what it has reported stays.
      </p>
      <div className="keys-buttons">
        <Button className="button-danger" onClick={() => void remove()}>
          Disconnect
        </Button>
        <Button data-autofocus variant="default" onClick={onClose}>
          Keep it
        </Button>
      </div>
    </Modal>
  )
}
