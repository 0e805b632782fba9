import type { AuditEntry, getAudit } from '@airgraph/contract/audit.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatMoment } from '../../format/moments.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import { Problem } from '../../kit/Problem.tsx'
import { Select } from '../../kit/Select.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { text } from '../../url/fields.ts'
import { useView } from '../../url/use-view.ts'
import { actionWords, changesOf } from './audit-words.ts'
import './Audit.css'
import { useMembers } from './use-members.ts'

const fields = { who: text(), what: text() }
const aPage = 50

/** What was changed, by whom, newest first. */
export function Audit() {
  const api = useApi()
  const [{ who, what }, change] = useView(fields)
  const members = useMembers().data?.members ?? []
  const found = useInfiniteQuery({
    queryKey: ['audit', who, what],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.call<typeof getAudit>('GET /v1/audit', {
        query: {
          limit: aPage,
          ...(pageParam !== '' && { after: pageParam }),
          ...(who !== '' && { personId: who }),
          ...(what !== '' && { action: what }),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })
  const entries = found.data?.pages.flatMap((page) => page.entries)
  return (
    <div className="section">
      <TileFrame
        title="Audit log"
        testId="audit"
        className="tile-searched"
        outdated={found.isFetching && !found.isFetchingNextPage && entries !== undefined}
        tools={
          <>
            <Select
              label="By whom"
              words={{
                '': 'By anybody',
                ...Object.fromEntries(members.map((one) => [one.personId, `By ${one.name}`])),
              }}
              value={who}
              onChange={(chosen) => change({ who: chosen })}
            />
            <Select
              label="What"
              words={{ '': 'Whatever was done', ...actionWords }}
              value={what}
              onChange={(chosen) => change({ what: chosen })}
            />
          </>
        }
      >
        {found.error && !entries && (
          <Problem of={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <TableSkeleton rows={6} />}
        {entries?.length === 0 && (
          <Nothing>
            {who === '' && what === ''
              ? 'Nothing was changed yet.'
              : 'Nothing like that was done. Choose somebody or something else.'}
          </Nothing>
        )}
        {entries && entries.length > 0 && (
          <ol className="rows">
            {entries.map((entry) => (
              <Entry key={entry.entryId} of={entry} />
            ))}
          </ol>
        )}
        {found.hasNextPage && (
          <div className="audit-more">
            <Button
              size="xs"
              variant="default"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Show what was before
            </Button>
          </div>
        )}
      </TileFrame>
    </div>
  )
}

const who = ({ kind, name }: AuditEntry['who']) => {
  if (kind === 'person') return name ?? 'Somebody'
  if (kind === 'key') return `The key “${name ?? ''}”`
  return { operator: 'Whoever runs Airgraph', nobody: 'Somebody new', server: 'Airgraph itself' }[
    kind
  ]
}

const isMoment = (value: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)

function Entry({ of }: { readonly of: AuditEntry }) {
  const { timeZone } = useWorkspaceNow()
  const members = useMembers().data?.members ?? []
  const changes = changesOf(of, (value) => {
    const member = members.find(({ personId }) => personId === value)
    if (member) return member.name
    return isMoment(value) ? formatMoment(value, timeZone) : value
  })
  return (
    <li className="audit-entry">
      <p>
        <strong>{who(of.who)}</strong> · {actionWords[of.action] ?? of.action}
      </p>
      <p className="audit-when">
        <time dateTime={of.at}>{formatMoment(of.at, timeZone)}</time>
        {of.network && ` · from ${of.network}`}
      </p>
      {changes.length > 0 && (
        <dl className="audit-changes">
          {changes.map(({ name, before, after }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {before !== null && <del>{before}</del>}
                {before !== null && after !== null && <span aria-hidden> → </span>}
                {after !== null && <ins>{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
