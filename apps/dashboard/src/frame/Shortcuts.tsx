import { Modal } from '@mantine/core'
import { pages } from './pages.ts'
import './Shortcuts.css'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
}

const everywhere = [
  { keys: ['⌘', 'K'], does: 'Search, or go anywhere' },
  { keys: ['/'], does: 'Search on this page' },
  { keys: ['L'], does: 'Pause live updates, or go on' },
  { keys: ['?'], does: 'This list' },
]
const inTables = [
  { keys: ['↓', '↑'], does: 'Next row, row before' },
  { keys: ['Enter'], does: 'Open the row' },
]
const goTo = pages.map(({ key, title }) => ({ keys: ['G', key.toUpperCase()], does: title }))

export const Shortcuts = ({ opened, onClose }: Props) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title="Keyboard shortcuts"
    size="lg"
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    <div className="shortcuts">
      <Group title="Go to" of={goTo} />
      <div>
        <Group title="Everywhere" of={everywhere} />
        <Group title="In tables" of={inTables} />
      </div>
    </div>
  </Modal>
)

interface GroupProps {
  readonly title: string
  readonly of: readonly { readonly keys: readonly string[]; readonly does: string }[]
}

const Group = ({ title, of }: GroupProps) => (
  <section>
    <h3>{title}</h3>
    <dl>
      {of.map(({ keys, does }) => (
        <div key={does}>
          <dt>{does}</dt>
          <dd>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
