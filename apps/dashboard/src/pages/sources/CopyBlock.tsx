import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { copyText } from '../../kit/copy-text.ts'
import './CopyBlock.css'

interface Props {
  /** What it is: of the button, and of what is said when it is done. */
  readonly what: string
  readonly text: string
  readonly testId?: string
}

/** Text to take elsewhere. */
export const CopyBlock = ({ what, text, testId }: Props) => (
  <div className="copy-block">
    <pre tabIndex={0} aria-label={what} role="group" data-testid={testId}>
      {text}
    </pre>
    <Button
      size="xs"
      variant="default"
      leftSection={<IconCopy size={14} aria-hidden />}
      aria-label={`Copy ${what}`}
      onClick={() => void copyText(text, `Copied: ${what}.`)}
    >
      Copy
    </Button>
  </div>
)
