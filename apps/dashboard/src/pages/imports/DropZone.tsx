import { Button, FileButton } from '@mantine/core'
import { IconFileUpload, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import './DropZone.css'

interface Props {
  readonly onFile: (file: File) => void
  readonly isReading: boolean
}

/** A place to drop a file on, with a button for who does not drag. */
export function DropZone({ onFile, isReading }: Props) {
  const [over, setOver] = useState(false)
  return (
    <div
      className="drop-zone"
      data-over={over}
      data-testid="drop-zone"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) onFile(file)
      }}
    >
      <IconFileUpload size={36} stroke={1.3} aria-hidden />
      <p>
        <strong>Drop a file here</strong>
      </p>
      <FileButton
        accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.gz,.parquet"
        onChange={(file) => file && onFile(file)}
      >
        {(props) => (
          <Button
            {...props}
            className="button-main"
            loading={isReading}
            leftSection={<IconUpload size={16} aria-hidden />}
          >
            Choose a file
          </Button>
        )}
      </FileButton>
      <p className="drop-zone-note">
        CSV or NDJSON, gzipped or not, and PostHog’s exports as JSON lines. Nothing is loaded before
        you have seen how it is understood.
      </p>
    </div>
  )
}
