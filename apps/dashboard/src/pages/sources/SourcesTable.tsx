import { useMemo, useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatAge, formatMoment } from '../../format/moments.ts'
import { unknown } from '../../format/numbers.ts'
import type { TableColumn } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { useNow } from '../../kit/use-now.ts'
import type { Listed } from './listed.ts'

type Source = Listed['sources'][number]

/** Every source with when it was heard of last, and what went wrong last. */
export function SourcesTable({ sources, esps }: Listed) {
  const { timeZone } = useWorkspaceNow()
  const now = useNow(10_000)
  const [sort, setSort] = useState({ by: 'name', descending: false })
  const columns = useMemo(
    (): readonly TableColumn<Source>[] => [
      { id: 'name', title: 'Source', kind: 'words', value: ({ name }) => name },
      {
        id: 'esp',
        title: 'Service',
        kind: 'words',
        value: ({ esp }) => esps.find(({ name }) => name === esp)?.title ?? esp,
      },
      {
        id: 'last',
        title: 'Last event',
        kind: 'words',
        value: ({ lastEventAt }) => lastEventAt,
        cell: ({ lastEventAt }) => (lastEventAt === null ? 'never' : formatAge(lastEventAt, now)),
        hint: ({ lastEventAt }) =>
          lastEventAt === null ? undefined : formatMoment(lastEventAt, timeZone),
      },
      {
        id: 'error',
        title: 'Last error',
        kind: 'words',
        value: ({ lastError }) => lastError,
        cell: ({ lastError, lastErrorAt }) =>
          lastError === null
            ? unknown
            : `${lastError}${lastErrorAt === null ? '' : `, ${formatAge(lastErrorAt, now)}`}`,
      },
      {
        id: 'secrets',
        title: 'Secrets',
        kind: 'number',
        value: ({ secrets }) => secrets,
      },
    ],
    [esps, now, timeZone],
  )
  return (
    <DataTable
      label="Sources"
      columns={columns}
      rows={sources}
      keyOf={({ name }) => name}
      sort={sort}
      onSort={setSort}
    />
  )
}
