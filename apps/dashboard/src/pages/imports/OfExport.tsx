import type { ExportFormat } from '@airgraph/ingest/files/export-format.ts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { type Chosen, outcomesOfExport } from './chosen.ts'
import type { Order } from './order.ts'

interface Props {
  readonly chosen: Chosen
  readonly format: ExportFormat
  readonly onAgain: () => void
  readonly onOrder: (order: Order) => void
}

/** Nothing to map: its columns are known. */
export function OfExport({ chosen: { file }, format, onAgain, onOrder }: Props) {
  const workspace = useWorkspaceNow()
  const [currency, setCurrency] = useState(workspace.currency)
  const isCode = /^[A-Za-z]{3}$/.test(currency)
  return (
    <TileFrame title={file.name} testId="import">
      <form
        className="import"
        onSubmit={(event) => {
          event.preventDefault()
          onOrder({
            file,
            source: format.name,
            outcomes: () => outcomesOfExport(file, format, currency.toUpperCase()),
          })
        }}
      >
        <p>
          This is an export of events from {format.title}: its columns are known. Its events are
          those of the source “{format.name}”, as if its client had sent them here.
        </p>
        <TextInput
          className="import-short"
          label="Currency of amounts that name none"
          maxLength={3}
          error={isCode ? null : 'Three letters, such as EUR'}
          value={currency}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
        />
        <div className="import-buttons">
          <Button type="submit" className="button-main" disabled={!isCode}>
            Load it
          </Button>
          <Button variant="default" onClick={onAgain}>
            Another file
          </Button>
        </div>
      </form>
    </TileFrame>
  )
}
