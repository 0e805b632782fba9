import { Button } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { copyText } from '../../kit/copy-text.ts'
import { saveFile } from '../../kit/save-file.ts'
import './Account.css'

interface Props {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** Shown now and never again. */
export function BackupCodes({ codes, onDone }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const text = `${codes.join('\n')}\n`
  return (
    <div ref={box} className="form" role="group" aria-label="Backup codes" tabIndex={-1}>
      <p>
        <strong>Keep these backup codes.</strong> Each signs you in once, when your app is gone.
        They are not shown again.
      </p>
      <ul className="account-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <Button
          size="xs"
          className="button-main"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() =>
            saveFile(
              new Blob([`Backup codes for Airgraph, ${window.location.host}\n\n${text}`], {
                type: 'text/plain;charset=utf-8',
              }),
              'airgraph-backup-codes.txt',
            )
          }
        >
          Download
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={15} aria-hidden />}
          onClick={() => void copyText(text, 'Copied.')}
        >
          Copy
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          I have them
        </Button>
      </div>
    </div>
  )
}
