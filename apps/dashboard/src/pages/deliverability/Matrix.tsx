import { useMemo } from 'react'
import { formatValue, unknown } from '../../format/numbers.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { Select } from '../../kit/Select.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { useAnswer } from '../../kit/use-answer.ts'
import { useToday } from '../../kit/use-today.ts'
import { oneOf } from '../../url/fields.ts'
import type { Scope } from '../../url/scope.ts'
import { useView } from '../../url/use-view.ts'
import './Matrix.css'
import { matrixOf } from './matrix.ts'
import type { Line } from './matrix.ts'
import { matrixMetrics, matrixQuestion } from './questions.ts'

const fields = { matrix: oneOf(matrixMetrics, 'delivery-rate') }
const words = {
  'delivery-rate': 'Delivery rate',
  deferred: 'Deferred',
  'bounce-rate': 'Bounce rate',
  'complaint-rate': 'Complaint rate',
}

/** Provider by day: who put off or refused mail, and when it began. */
export function Matrix({ scope }: { readonly scope: Scope }) {
  const [{ matrix: metric }, change] = useView(fields)
  const calendar = useWorkspaceNow()
  const today = useToday(calendar)
  const question = matrixQuestion(scope)
  const answered = useAnswer(question)
  const { data } = answered
  const column = data?.answer.columns.find((one) => one.metric === metric)
  const matrix = useMemo(() => {
    const sent = data?.answer.columns.find((one) => one.metric === 'sent')
    return data && column && sent
      ? matrixOf(data.question, data.answer, { column, sent }, calendar, today)
      : null
  }, [data, column, calendar, today])
  return (
    <TileFrame
      className="tiles-wide tile-searched"
      title={question.grain === 'day' ? 'Provider by day' : 'Provider by week'}
      subtitle="By when the mail was sent. The redder, the worse beside the other cells."
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId="matrix"
      tools={
        <Select
          label="Shown in the matrix"
          words={words}
          value={metric}
          onChange={(chosen) => change({ matrix: chosen })}
        />
      }
      menu={{
        question,
        provenance: data?.answer,
        csv: matrix ? () => matrixCsv(matrix.heads, matrix.lines) : undefined,
      }}
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={5} />}>
        {() =>
          matrix === null || column === undefined || matrix.lines.length === 0 ? (
            <Nothing>No mail was sent in this period. Choose a longer one.</Nothing>
          ) : (
            <div
              ref={toTheNewest}
              className="matrix"
              role="region"
              aria-label="Provider by day, as a table"
              tabIndex={0}
            >
              <table>
                <thead>
                  <tr>
                    <th scope="col">Provider</th>
                    {matrix.heads.map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {matrix.lines.map(({ provider, cells }) => (
                    <tr key={provider}>
                      <th scope="row">{provider}</th>
                      {cells.map(({ when, value, badness }) => (
                        <td
                          key={when}
                          title={`${provider}, ${when}: ${formatValue(value, column)}`}
                          style={
                            badness === null
                              ? undefined
                              : {
                                  background: `color-mix(in srgb, var(--ag-bad) ${Math.round(badness * 45)}%, var(--ag-surface))`,
                                }
                          }
                        >
                          {value === null ? unknown : formatValue(value, column, { digits: 1 })}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answered>
    </TileFrame>
  )
}

const toTheNewest = (place: HTMLElement | null) => place?.scrollTo({ left: place.scrollWidth })

const matrixCsv = (heads: readonly string[], lines: readonly Line[]) =>
  toCsv(
    [
      { title: 'Provider', value: ({ provider }: Line) => provider },
      ...heads.map((title, i) => ({
        title,
        value: ({ cells }: Line) => cells[i]?.value ?? null,
      })),
    ],
    lines,
  )
