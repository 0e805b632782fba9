import type { eraseContact, ListedContact } from '@airgraph/contract/contacts.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { formatCount } from '../../format/numbers.ts'
import { saveFile } from '../../kit/save-file.ts'
import { say } from '../../kit/toast.ts'
import { nameOf } from '../../words/contact-name.ts'

/** Cannot be undone: so it is said what happens, and the name has to be typed. */
export function Erase({ contact }: { readonly contact: ListedContact }) {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEraser size={15} stroke={1.6} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Erase …
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Erase this person"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Confirm contact={contact} />}
      </Modal>
    </>
  )
}

function Confirm({ contact }: { readonly contact: ListedContact }) {
  const api = useApi()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [underway, setUnderway] = useState(false)
  const name = nameOf(contact)
  const erase = async () => {
    setUnderway(true)
    try {
      const receipt = await api.call<typeof eraseContact>('POST /v1/contacts/erase', {
        body: { contact: contact.contactId },
      })
      const { receiptId, events, names } = receipt
      saveFile(new Blob([JSON.stringify(receipt, null, 2)]), `erased-${receiptId}.json`)
      await navigate({ to: '/contacts' })
      await cache.invalidateQueries()
      say(
        `Erased: ${formatCount(names)} names, from ${formatCount(events)} events. The receipt was saved: keep it.`,
      )
    } catch (error) {
      say(`Not erased: ${(error as Error).message}`, { tone: 'bad' })
      setUnderway(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (typed === name) void erase()
      }}
    >
      <p>
        What they did stays counted, under an id that names nobody. Their addresses and ids are
        forgotten, and events that name them are refused from then on. This cannot be undone.
        Backups that were made before keep them; the receipt, which is saved as a file, erases them
        again after one is restored.
      </p>
      <TextInput
        data-autofocus
        label={`Type ${name} to confirm`}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button
        type="submit"
        mt="md"
        className="button-danger"
        disabled={typed !== name}
        loading={underway}
      >
        Erase
      </Button>
    </form>
  )
}
