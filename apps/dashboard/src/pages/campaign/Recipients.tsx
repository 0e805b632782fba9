import { Button } from '@mantine/core'
import type { listRecipients, Recipient } from '@airgraph/contract/recipients.ts'
import { recipientActs } from '@airgraph/domain/recipient.ts'
import type { RecipientAct } from '@airgraph/domain/recipient.ts'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api.ts'
import type { Api } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatCount } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { csvFile, saveFile } from '../../kit/save-file.ts'
import { Select } from '../../kit/Select.tsx'
import { readSort, sortText } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import type { Scope } from '../../url/scope.ts'
import { oneOf, text } from '../../url/fields.ts'
import { useScopeSearch, useView } from '../../url/use-view.ts'
import { nameOf } from '../../words/contact-name.ts'
import { recipientColumns } from './recipient-columns.ts'

const fields = { did: oneOf(recipientActs, 'any'), people: text('name') }

const didWords: Readonly<Record<RecipientAct, string>> = {
  any: 'Everyone',
  delivered: 'Who got it',
  bounced: 'Where it bounced',
  opened: 'Who opened',
  'not-opened': 'Who got it and did nothing',
  clicked: 'Who clicked',
  converted: 'Who converted',
  unsubscribed: 'Who unsubscribed',
  complained: 'Who complained',
}

/** More are only in the file. */
const mostShown = 2_000

interface Props {
  readonly scope: Scope
  readonly campaign: string
}

export function Recipients({ scope, campaign }: Props) {
  const api = useApi()
  const [{ did, people }, change] = useView(fields)
  const query = { campaign, did, from: scope.period.from, to: scope.period.to }
  const answered = useQuery({
    queryKey: ['answer', 'recipients', query],
    queryFn: ({ signal }) =>
      api.call<typeof listRecipients>('GET /v1/recipients', {
        query: { ...query, limit: mostShown },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  const { timeZone } = useWorkspaceNow()
  const search = useScopeSearch()
  const columns = useMemo(
    () =>
      recipientColumns(timeZone, (recipient) => (
        <Link
          to="/contacts/$contact"
          params={{ contact: recipient.contactId }}
          search={search as never}
        >
          {nameOf(recipient)}
        </Link>
      )),
    [timeZone, search],
  )
  const rows = answered.data?.recipients ?? []
  return (
    <TileFrame
      className="tiles-wide tile-searched"
      title="Recipients"
      subtitle="When each first did what"
      outdated={answered.isPlaceholderData}
      testId="recipients"
      notes={
        answered.data?.next
          ? [`The first ${formatCount(mostShown)} are shown; the file has all of them.`]
          : []
      }
      tools={
        <>
          <Select
            label="Recipients"
            words={didWords}
            value={did}
            onChange={(chosen) => change({ did: chosen })}
          />
          <Export query={query} columns={columns} />
        </>
      }
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={10} />}>
        {() => (
          <DataTable
            label="Recipients"
            columns={columns}
            rows={rows}
            keyOf={({ contactId }) => contactId}
            sort={readSort(people)}
            onSort={(sort) => change({ people: sortText(sort) }, { replace: true })}
            none={<Nothing>{noneWords(did)}</Nothing>}
          />
        )}
      </Answered>
    </TileFrame>
  )
}

const noneWords = (did: RecipientAct) =>
  did === 'any'
    ? 'This campaign was sent to nobody in this period. Choose a longer one.'
    : 'Nobody did this in this period. Choose a longer one, or everyone.'

interface ExportProps {
  readonly query: Parameters<typeof readAll>[1]
  readonly columns: ReturnType<typeof recipientColumns>
}

function Export({ query, columns }: ExportProps) {
  const api = useApi()
  const [underway, setUnderway] = useState(false)
  const save = async () => {
    setUnderway(true)
    try {
      const rows = await readAll(api, query)
      saveFile(csvFile(toCsv(columns, rows)), `${query.campaign} ${query.did}.csv`)
      say(`${formatCount(rows.length)} recipients are in the file.`)
    } catch (error) {
      say(`The file was not made: ${(error as Error).message}`, { tone: 'bad' })
    } finally {
      setUnderway(false)
    }
  }
  return (
    <Button
      className="no-print"
      variant="default"
      size="xs"
      loading={underway}
      leftSection={<IconDownload size={15} stroke={1.6} aria-hidden />}
      onClick={() => void save()}
    >
      Export CSV
    </Button>
  )
}

interface Query {
  readonly campaign: string
  readonly did: RecipientAct
  readonly from: string
  readonly to: string
}

/** Page by page, until there are no more. */
async function readAll(api: Api, query: Query): Promise<readonly Recipient[]> {
  const all: Recipient[] = []
  let after: string | null = null
  do {
    const page: { readonly recipients: Recipient[]; readonly next: string | null } = await api.call<
      typeof listRecipients
    >('GET /v1/recipients', {
      query: { ...query, limit: 10_000, ...(after !== null && { after }) },
    })
    all.push(...page.recipients)
    after = page.next
  } while (after !== null)
  return all
}
