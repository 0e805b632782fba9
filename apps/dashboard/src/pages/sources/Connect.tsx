import { Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useScopeSearch } from '../../url/use-view.ts'
import { ConnectForm } from './ConnectForm.tsx'
import type { Listed } from './use-sources.ts'

interface Props extends Listed {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Leads to the page of what was made, where its URL is shown. */
export function Connect({ opened, onClose, ...listed }: Props) {
  const navigate = useNavigate()
  const search = useScopeSearch()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Connect a sender"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && (
        <ConnectForm
          {...listed}
          onMade={(source) => void navigate({ to: '/sources/$source', params: { source }, search })}
        />
      )}
    </Modal>
  )
}
