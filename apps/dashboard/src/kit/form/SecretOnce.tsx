import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { copyText } from '../copy-text.ts'
import './Rows.css'

interface Props {
  readonly title: string
  readonly secret: string
  readonly onDone: () => void
}

/** Shown now and never again. It takes the focus, so that nobody misses it. */
export function SecretOnce({ title, secret, onDone }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} className="secret" role="group" aria-label={title} tabIndex={-1}>
      <p>
        <strong>{title}</strong> Copy it now: it is not shown again.
      </p>
      <code>{secret}</code>
      <div className="form-actions">
        <Button
          size="xs"
          className="button-main"
          leftSection={<IconCopy size={15} aria-hidden />}
          onClick={() => void copyText(secret, 'Copied.')}
        >
          Copy
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  )
}
