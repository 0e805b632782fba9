import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import type { ColumnDef, RowData } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { SortHeader } from '../SortHeader.tsx'
import type { Sorted } from '../SortHeader.tsx'
import { nextSort } from './column.ts'
import type { Sort, TableColumn } from './column.ts'
import './DataTable.css'
import { LongBody, ShortBody } from './DataTableBody.tsx'
import { usePrinting } from './use-printing.ts'
import { stepRow } from './step-row.ts'

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
})

interface Props<R extends RowData> {
  readonly label: string
  /** Must not change from one rendering to the next unless it does. */
  readonly columns: readonly TableColumn<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** Ids of the columns that are not shown. */
  readonly hidden?: readonly string[]
  /** Always after all others, such as what is gathered as "other". */
  readonly last?: readonly R[]
  /** What stands where there is no row. */
  readonly none?: ReactNode
}

/** From here on rows that cannot be seen are not made. */
const longFrom = 60

export function DataTable<R extends RowData>(props: Props<R>) {
  const { label, columns, rows, keyOf, sort, onSort, hidden = [], last = [], none } = props
  const table = useTable({
    features,
    data: rows,
    columns: useMemo(() => columns.map(defined), [columns]),
    getRowId: keyOf,
    enableSortingRemoval: false,
    state: {
      sorting: [{ id: sort.by, desc: sort.descending }],
      columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
    },
  })
  const printing = usePrinting()
  const shown = columns.filter(({ id }) => !hidden.includes(id))
  const sorted = table.getRowModel().rows.map(({ original }) => original)
  if (rows.length === 0 && last.length === 0) return none
  const long = sorted.length > longFrom && !printing
  const Body = long ? LongBody : ShortBody
  return (
    <Scroller label={label} long={long}>
      {(scroller) => (
        <table className="data-table" aria-rowcount={sorted.length + last.length + 1}>
          <thead>
            <tr>
              {shown.map((column) => (
                <SortHeader
                  key={column.id}
                  kind={column.kind}
                  sorted={sortedBy(sort, column.id)}
                  says={column.says}
                  onSort={() => onSort(nextSort(sort, column))}
                >
                  {column.title}
                </SortHeader>
              ))}
            </tr>
          </thead>
          <Body
            scroller={scroller}
            rows={[...sorted, ...last]}
            columns={shown}
            keyOf={keyOf}
            isLast={(row) => last.includes(row)}
          />
        </table>
      )}
    </Scroller>
  )
}

const defined = <R extends RowData>({
  id,
  kind,
  value,
}: TableColumn<R>): ColumnDef<typeof features, R> => ({
  id,
  accessorFn: (row) => value(row) ?? undefined,
  sortFn: kind === 'words' ? 'alphanumeric' : 'basic',
  sortUndefined: 'last',
})

const sortedBy = (sort: Sort, id: string): Sorted => {
  if (sort.by !== id) return null
  return sort.descending ? 'descending' : 'ascending'
}

interface ScrollerProps {
  readonly label: string
  readonly long: boolean
  readonly children: (scroller: HTMLDivElement | null) => ReactNode
}

/** A region that scrolls must be reachable by the keyboard. */
function Scroller({ label, long, children }: ScrollerProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  return (
    <div
      ref={setScroller}
      className={long ? 'data-table-scroller data-table-long' : 'data-table-scroller'}
      role="region"
      aria-label={`${label}, as a table`}
      tabIndex={0}
      onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => stepRow(event)}
    >
      {children(scroller)}
    </div>
  )
}
