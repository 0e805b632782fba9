import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Form } from './Form.tsx'
import { FormProblem } from './FormProblem.tsx'
import { useSubmit } from './use-submit.ts'

interface Props {
  /** On the button that opens it. */
  readonly label: string
  readonly title: string
  /** What happens then. */
  readonly children: ReactNode
  readonly action: string
  readonly onConfirm: () => Promise<unknown>
  /** To be typed first, where there is no way back. */
  readonly typed?: string
  readonly isDangerous?: boolean
  readonly disabled?: boolean
  /** Whom or what it is about, for who does not see what stands beside the button. */
  readonly of?: string
}

/** For what cannot be undone: says what happens before it does. */
export function Confirm(props: Props) {
  const { label, title, disabled = false, of } = props
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  return (
    <>
      <Button variant="default" size="xs" disabled={disabled} onClick={() => setOpened(true)}>
        {label}
        {of && <span className="hidden-visually">{of}</span>}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Question {...props} onClose={close} />}
      </Modal>
    </>
  )
}

function Question({
  children,
  action,
  onConfirm,
  typed,
  isDangerous = true,
  onClose,
}: Props & { readonly onClose: () => void }) {
  const { underway, problem, run } = useSubmit()
  const [said, setSaid] = useState('')
  const isSaid = typed === undefined || said.trim() === typed
  return (
    <Form
      onSubmit={() => {
        if (isSaid) void run(onConfirm).then((done) => done && onClose())
      }}
    >
      <div>{children}</div>
      {typed !== undefined && (
        <TextInput
          data-autofocus
          label={`Type ${typed} to confirm`}
          autoComplete="off"
          value={said}
          onChange={({ currentTarget }) => setSaid(currentTarget.value)}
        />
      )}
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button
          type="submit"
          className={isDangerous ? 'button-danger' : 'button-main'}
          disabled={!isSaid}
          loading={underway}
        >
          {action}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}
