import type { createSource } from '@airgraph/contract/sources.ts'
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { copyText } from '../../kit/copy-text.ts'
import './Connect.css'
import { sourcesKey } from './listed.ts'
import type { Listed } from './listed.ts'

interface Props {
  readonly esps: Listed['esps']
  readonly opened: boolean
  readonly onClose: () => void
}

export const Connect = ({ esps, opened, onClose }: Props) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title="Connect a sender"
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {opened && <Steps esps={esps} onClose={onClose} />}
  </Modal>
)

interface Made {
  readonly url: string
  readonly proof: string
}

function Steps({ esps, onClose }: Omit<Props, 'opened'>) {
  const api = useApi()
  const cache = useQueryClient()
  const [espName, setEsp] = useState(esps[0]?.name ?? '')
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const esp = esps.find((one) => one.name === espName)
  const connect = async () => {
    setProblem(null)
    try {
      const { path, proof } = await api.call<typeof createSource>('POST /v1/sources', {
        body: { esp: espName, ...(name && { name }), ...(secret && { secret }) },
      })
      setMade({ url: new URL(path, window.location.origin).href, proof })
      await cache.invalidateQueries({ queryKey: sourcesKey })
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  if (made !== null) return <Paste made={made} service={esp?.title ?? espName} onClose={onClose} />
  return (
    <form
      className="connect"
      onSubmit={(event) => {
        event.preventDefault()
        void connect()
      }}
    >
      <NativeSelect
        data-autofocus
        label="Service"
        data={esps.map((one) => ({ value: one.name, label: one.title }))}
        value={espName}
        onChange={({ currentTarget }) => setEsp(currentTarget.value)}
      />
      <TextInput
        label="Name"
        description="How its events are called here. The service’s own name if you say nothing."
        placeholder={espName}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={esp?.secretRequired ? 'Secret' : 'Secret (optional)'}
        description={esp?.secretWords}
        required={esp?.secretRequired ?? false}
        autoComplete="off"
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
      />
      {problem && (
        <p className="connect-problem" role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" className="button-main">
        Connect
      </Button>
    </form>
  )
}

interface PasteProps {
  readonly made: Made
  readonly service: string
  readonly onClose: () => void
}

const Paste = ({ made, service, onClose }: PasteProps) => (
  <div className="connect">
    <p>
      Paste this address into {service}’s webhook settings, for every kind of event. It is shown
      once: only a hash of it is kept.
    </p>
    <code tabIndex={0}>{made.url}</code>
    <p>{made.proof}</p>
    <div className="connect-buttons">
      <Button
        className="button-main"
        onClick={() => void copyText(made.url, 'The address is copied.')}
      >
        Copy the address
      </Button>
      <Button variant="default" onClick={onClose}>
        Done
      </Button>
    </div>
  </div>
)
