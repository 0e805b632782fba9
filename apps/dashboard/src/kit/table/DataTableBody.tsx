import { useVirtualizer } from '@tanstack/react-virtual'
import { unknown } from '../../format/numbers.ts'
import type { TableColumn } from './column.ts'

const rowHeight = 36

interface Props<R> {
  readonly scroller: HTMLDivElement | null
  readonly rows: readonly R[]
  readonly columns: readonly TableColumn<R>[]
  readonly keyOf: (row: R) => string
  readonly isLast: (row: R) => boolean
}

export const ShortBody = <R,>({ rows, columns, keyOf, isLast }: Props<R>) => (
  <tbody>
    {rows.map((row) => (
      <Row key={keyOf(row)} row={row} columns={columns} gathered={isLast(row)} />
    ))}
  </tbody>
)

/** Rows that cannot be seen are not made. */
export function LongBody<R>({ scroller, rows, columns, keyOf, isLast }: Props<R>) {
  // oxlint-disable-next-line react/incompatible-library -- what it gives is read anew at every rendering
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 16,
  })
  const made = virtual.getVirtualItems()
  const above = made[0]?.start ?? 0
  const below = virtual.getTotalSize() - (made.at(-1)?.end ?? 0)
  return (
    <tbody>
      {above > 0 && <Gap height={above} columns={columns.length} />}
      {made.map(({ index }) => {
        const row = rows[index] as R
        return (
          <Row
            key={keyOf(row)}
            index={index + 2}
            row={row}
            columns={columns}
            gathered={isLast(row)}
          />
        )
      })}
      {below > 0 && <Gap height={below} columns={columns.length} />}
    </tbody>
  )
}

const Gap = ({ height, columns }: { height: number; columns: number }) => (
  <tr aria-hidden className="data-table-gap">
    <td colSpan={columns} style={{ height }} />
  </tr>
)

interface RowProps<R> {
  readonly row: R
  readonly columns: readonly TableColumn<R>[]
  readonly gathered: boolean
  readonly index?: number
}

const Row = <R,>({ row, columns, gathered, index }: RowProps<R>) => (
  <tr className={gathered ? 'data-table-gathered' : undefined} aria-rowindex={index}>
    {columns.map(({ id, kind, value, cell, hint }, place) => {
      const content = cell ? cell(row) : (value(row) ?? unknown)
      const className = `data-table-${kind}`
      return place === 0 ? (
        <th key={id} scope="row" className={className} title={hint?.(row)}>
          {content}
        </th>
      ) : (
        <td key={id} className={className} title={hint?.(row)}>
          {content}
        </td>
      )
    })}
  </tr>
)
