import { eventKinds } from '@airgraph/domain/event.ts'
import type { EventKind } from '@airgraph/domain/event.ts'
import { Button, FileButton, NativeSelect } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { currencyDigits, formatCount, formatRatio } from '../../format/numbers.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { csvFile, saveFile } from '../../kit/save-file.ts'
import { toCsv } from '../../kit/table/to-csv.ts'
import { say } from '../../kit/toast.ts'
import { kindWords } from '../../words/kinds.ts'
import './Import.css'
import { loadFile, readSample } from './load.ts'
import type { Progress, Rejected } from './load.ts'
import { guessMapping, missingFrom, targets } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import { sourceNameOf } from './source-name.ts'

interface Chosen {
  readonly file: File
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

const importable = eventKinds.filter((kind) => kind !== 'custom' && kind !== 'unknown')

/** A file is looked at first, then its columns are named, then it is loaded. */
export function Import() {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const choose = async (file: File | null) => {
    if (file === null) return
    try {
      const sample = await readSample(file)
      if (sample.columns.length < 2)
        say('This is no CSV with a line of column names. Other files: npx airgraph import.', {
          tone: 'bad',
        })
      else setChosen({ file, ...sample })
    } catch (error) {
      say(`The file cannot be read: ${(error as Error).message}`, { tone: 'bad' })
    }
  }
  return (
    <TileFrame title={chosen ? chosen.file.name : 'Choose a file'} testId="import">
      <div className="import">
        {chosen ? (
          <Mapped key={chosen.file.name} chosen={chosen} onAgain={() => setChosen(null)} />
        ) : (
          <>
            <p>
              A CSV file whose first line names its columns. Nothing is loaded before you have seen
              how it is understood. The same file twice changes nothing.
            </p>
            <FileButton accept=".csv,text/csv" onChange={(file) => void choose(file)}>
              {(props) => (
                <Button
                  {...props}
                  className="button-main"
                  leftSection={<IconUpload size={16} aria-hidden />}
                >
                  Choose a CSV file
                </Button>
              )}
            </FileButton>
            <p className="import-else">
              NDJSON, Parquet, and exports of other products as they are:{' '}
              <code>npx airgraph import FILE</code>
            </p>
          </>
        )}
      </div>
    </TileFrame>
  )
}

function Mapped({ chosen, onAgain }: { readonly chosen: Chosen; readonly onAgain: () => void }) {
  const api = useApi()
  const { currency } = useWorkspaceNow()
  const [mapping, setMapping] = useState<Mapping>(() => guessMapping(chosen.columns))
  const [kind, setKind] = useState<EventKind | ''>('')
  const [progress, setProgress] = useState<Progress | null>(null)
  const [over, setOver] = useState(false)
  const stop = useRef<AbortController>(null)
  const missing = missingFrom(mapping, kind)
  const load = async () => {
    stop.current = new AbortController()
    try {
      const { accepted } = await loadFile(api, {
        file: chosen.file,
        mapping,
        kind,
        digits: currencyDigits(currency),
        source: sourceNameOf(chosen.file.name),
        signal: stop.current.signal,
        onProgress: setProgress,
      })
      say(`${formatCount(accepted)} events are loaded.`)
    } catch (error) {
      say(`Stopped: ${(error as Error).message} Load it again: what is there stays once.`, {
        tone: 'bad',
      })
    } finally {
      setOver(true)
    }
  }
  if (progress)
    return (
      <Loading
        progress={progress}
        over={over}
        name={chosen.file.name}
        onStop={() => stop.current?.abort()}
        onAgain={onAgain}
      />
    )
  const columns = ['', ...chosen.columns]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setProgress({ read: 0, accepted: 0, rejected: [], done: 0 })
        void load()
      }}
    >
      <div className="import-columns">
        {targets.map(({ name, title, required }) => (
          <NativeSelect
            key={name}
            label={title}
            required={required}
            data={columns.map((column) => ({ value: column, label: column || '–' }))}
            description={example(chosen, mapping[name])}
            value={mapping[name] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setMapping({ ...mapping, [name]: value || undefined })
            }
          />
        ))}
        {!mapping.kind && (
          <NativeSelect
            label="The same happened in every row"
            data={[
              { value: '', label: '–' },
              ...importable.map((one) => ({ value: one, label: kindWords[one] ?? one })),
            ]}
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as EventKind | '')}
          />
        )}
      </div>
      {missing && <p role="status">{missing}</p>}
      <div className="import-buttons">
        <Button type="submit" className="button-main" disabled={missing !== null}>
          Load it
        </Button>
        <Button variant="default" onClick={onAgain}>
          Another file
        </Button>
      </div>
    </form>
  )
}

const example = ({ rows }: Chosen, column: string | undefined) =>
  column ? `Such as “${rows[0]?.[column] ?? ''}”` : undefined

interface LoadingProps {
  readonly progress: Progress
  readonly over: boolean
  readonly name: string
  readonly onStop: () => void
  readonly onAgain: () => void
}

const Loading = ({ progress, over, name, onStop, onAgain }: LoadingProps) => {
  const { read, accepted, rejected, done } = progress
  return (
    <>
      <progress value={over ? 1 : done} aria-label="Loaded" />
      <p role="status">
        {over ? 'Done' : formatRatio(done, { digits: 0 })}: {formatCount(read)} rows read,{' '}
        {formatCount(accepted)} events stored, {formatCount(rejected.length)} rejected
      </p>
      <div className="import-buttons">
        {over ? (
          <Button variant="default" onClick={onAgain}>
            Another file
          </Button>
        ) : (
          <Button variant="default" onClick={onStop}>
            Stop
          </Button>
        )}
        {rejected.length > 0 && (
          <Button
            variant="default"
            onClick={() => saveFile(csvFile(toCsv(rejectColumns, rejected)), `${name}.rejects.csv`)}
          >
            Save what was rejected
          </Button>
        )}
      </div>
    </>
  )
}

const rejectColumns = [
  { title: 'line', value: ({ line }: Rejected) => line },
  { title: 'reason', value: ({ reason }: Rejected) => reason },
  { title: 'row', value: ({ row }: Rejected) => row },
]
