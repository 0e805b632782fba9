import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatAge, formatMoment } from '../../format/moments.ts'
import type { TableColumn } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { useNow } from '../../kit/use-now.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { standingOf } from './standing.ts'
import type { Listed } from './use-sources.ts'

type Source = Listed['sources'][number]

/** Every source with when it was heard of last, and what went wrong last. */
export function SourcesTable({ sources, esps }: Listed) {
  const { timeZone } = useWorkspaceNow()
  const now = useNow(10_000)
  const [sort, setSort] = useState({ by: 'name', descending: false })
  const columns = useMemo((): readonly TableColumn<Source>[] => {
    const espOf = ({ esp }: Source) => esps.find(({ name }) => name === esp)
    return [
      nameColumn,
      {
        id: 'esp',
        title: 'Service',
        kind: 'words',
        value: (source) => espOf(source)?.title ?? source.esp,
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
        id: 'standing',
        title: 'Standing',
        kind: 'words',
        value: (source) => inWords(source, espOf(source)),
      },
      {
        id: 'secrets',
        title: 'Secrets',
        kind: 'number',
        value: ({ secrets }) => secrets,
      },
    ]
  }, [esps, now, timeZone])
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

/** In the list a refusal is said in its own words; what to do stands on the source's page. */
function inWords(source: Source, esp: Listed['esps'][number] | undefined): string {
  const standing = standingOf(source, esp)
  if (standing.is === 'refused') return `Refused: ${standing.said}`
  if (standing.is === 'without-key') return 'The secret is missing'
  return standing.is === 'waiting' ? 'Waiting for the first event' : 'Reporting'
}

function SourceName({ name }: { readonly name: string }) {
  const search = useScopeSearch()
  return (
    <Link to="/sources/$source" params={{ source: name }} search={search}>
      {name}
    </Link>
  )
}

const nameColumn: TableColumn<Source> = {
  id: 'name',
  title: 'Source',
  kind: 'words',
  value: ({ name }) => name,
  cell: ({ name }) => <SourceName name={name} />,
}
