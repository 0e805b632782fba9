import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatMoment } from '../../format/moments.ts'
import { formatMoney } from '../../format/numbers.ts'
import { kindWords } from '../../words/kinds.ts'
import type { Choices } from './choices.ts'
import type { Shown } from './preview-rows.ts'

interface Props {
  readonly columns: readonly string[]
  readonly choices: Choices
  readonly shown: readonly (Shown & { readonly isRaw?: boolean })[]
}

/** Rows as they stand in the file, each with the event that it becomes or the reason why it becomes none. */
export function Preview({ columns, choices, shown }: Props) {
  const { timeZone } = useWorkspaceNow()
  const used = new Set([...Object.values(choices.columns), choices.times, choices.group])
  return (
    <div className="import-table" tabIndex={0} role="region" aria-label="What comes of the file">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Becomes</th>
            {columns.map((column, i) => (
              // two columns may be called the same
              <th key={`${i} ${column}`} scope="col" data-used={used.has(column)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.line} data-refused={row.reason !== null}>
              <th scope="row">{row.line}</th>
              <td className="import-becomes">
                {row.reason ?? (row.isRaw ? '–' : inWords(row.event, timeZone))}
              </td>
              {columns.map((column, i) => (
                <td
                  key={`${i} ${column}`}
                  data-used={used.has(column)}
                  data-fault={row.faults.has(column)}
                  title={row.faults.has(column) ? (row.reason ?? undefined) : undefined}
                >
                  {(row.cells[i] ?? '').slice(0, 80)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inWords(event: Shown['event'], timeZone: string): string {
  if (event === null) return 'Left out: not among the rows that you asked for'
  const { kind, recipient, externalId, occurredAt, money } = event
  const who = recipient ?? externalId ?? ''
  const paid = money ? `, ${formatMoney(money.amount, money.currency, { rounded: false })}` : ''
  return `${kindWords[kind] ?? kind}${paid}: ${who}, ${formatMoment(occurredAt.toISOString(), timeZone)}`
}
