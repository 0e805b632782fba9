import { Button } from '@mantine/core'
import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { type Choices, planOf } from './choices.ts'
import { type Chosen, outcomesByPlan } from './chosen.ts'
import { guessChoices } from './guess.ts'
import { Mapping } from './Mapping.tsx'
import type { Order } from './order.ts'
import { type Beginning, preview, textOf } from './preview-rows.ts'
import { Preview } from './Preview.tsx'
import { sourceNameOf } from './source-name.ts'

interface Props {
  readonly chosen: Chosen
  readonly onAgain: () => void
  readonly onOrder: (order: Order) => void
}

/** The columns are named beside what comes of it. */
export function Mapped({ chosen: { file, beginning }, onAgain, onOrder }: Props) {
  const workspace = useWorkspaceNow()
  const [guess] = useState(() => guessChoices(asTexts(beginning), workspace)) // it stays, whatever the workspace says meanwhile
  const [choices, setChoices] = useState<Choices>(guess)
  const [source, setSource] = useState('')
  const id = useId()
  const settled = useDeferredValue(choices)
  const plan = useMemo(() => planOf(settled), [settled])
  const shown = useQuery({
    queryKey: ['import-preview', id, settled],
    queryFn: () => (plan.ok ? preview(beginning, plan.value) : []),
    enabled: plan.ok,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  const problem = plan.ok ? (shown.error?.message ?? null) : plan.error
  const usual = sourceNameOf(file.name)
  return (
    <>
      <TileFrame
        title={file.name}
        subtitle="What was guessed is marked so. Change what is wrong; below you see what comes of it."
        testId="import"
      >
        <form
          className="import"
          onSubmit={(event) => {
            event.preventDefault()
            if (!plan.ok) return
            onOrder({
              file,
              source: source || usual,
              outcomes: () => outcomesByPlan(file, plan.value),
            })
          }}
        >
          <Mapping
            columns={beginning.columns}
            guess={guess}
            choices={choices}
            onChange={setChoices}
            currencyShown={workspace.currency}
            source={source}
            usualSource={usual}
            onSource={setSource}
          />
          <p className="import-missing" role="status">
            {problem}
          </p>
          <div className="import-buttons">
            <Button type="submit" className="button-main" disabled={problem !== null}>
              Load it
            </Button>
            <Button variant="default" onClick={onAgain}>
              Another file
            </Button>
          </div>
        </form>
      </TileFrame>
      <TileFrame
        title="What comes of it"
        subtitle="The first rows, each by itself, and some that would be refused"
        testId="preview"
        className="import-preview"
      >
        <Preview
          columns={beginning.columns}
          choices={choices}
          shown={problem === null ? (shown.data ?? []) : rawRows(beginning)}
        />
      </TileFrame>
    </>
  )
}

const asTexts = ({ columns, rows }: Beginning) => ({
  columns,
  rows: rows.slice(0, 200).flatMap((row) => ('broken' in row ? [] : [row.values.map(textOf)])),
})

/** Before the plan can be followed, the rows are shown as they are. */
const rawRows = ({ rows }: Beginning) =>
  rows.slice(0, 12).map((row) => ({
    line: row.line,
    cells: 'broken' in row ? [row.text] : row.values.map(textOf),
    faults: new Set<string>(),
    reason: 'broken' in row ? row.broken : null,
    event: null,
    isRaw: true,
  }))
