import { Select } from '../../kit/Select.tsx'
import { useMemo } from 'react'
import { formatCount } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { columnsOf } from '../../kit/metrics/MetricsTile.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { readSort, sortText } from '../../kit/table/column.ts'
import { ColumnChooser } from '../../kit/table/ColumnChooser.tsx'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { Scope } from '../../url/scope.ts'
import { useView } from '../../url/use-view.ts'
import { CampaignName, campaignName } from './CampaignName.tsx'
import { findCampaigns } from './find-campaigns.ts'
import { campaignsQuestion } from './questions.ts'
import { campaignsFields } from './view.ts'

const first = {
  title: 'Campaign',
  name: campaignName,
  cell: (row: Parameters<typeof campaignName>[0]) => <CampaignName row={row} />,
  hint: campaignName,
}

const streamWords = {
  all: 'Every stream',
  marketing: 'Marketing',
  transactional: 'Transactional',
  outreach: 'Outreach',
}

export function CampaignsTile({ scope }: { readonly scope: Scope }) {
  const [view, change] = useView(campaignsFields)
  const question = campaignsQuestion(scope, view.stream)
  const answered = useAnswer(question)
  const { data } = answered
  const columns = useMemo(
    () => (data ? columnsOf(data.answer, data.question.engagement, first) : []),
    [data],
  )
  const { named, last } = useMemo(
    () => findCampaigns(data?.answer.rows ?? [], view.q, campaignName),
    [data, view.q],
  )
  const shown = columns.filter(({ id }) => !view.hidden.includes(id))
  return (
    <TileFrame
      className="tile-searched"
      title={data ? `${formatCount(named.length)} campaigns` : 'Campaigns'}
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId="campaigns"
      tools={
        <>
          <SearchBox
            label="Find a campaign"
            value={view.q}
            onChange={(q) => change({ q }, { replace: true })}
          />
          <Select
            label="Stream"
            words={streamWords}
            value={view.stream}
            onChange={(stream) => change({ stream })}
          />
          <ColumnChooser
            columns={columns}
            hidden={view.hidden}
            onChange={(hidden) => change({ hidden }, { replace: true })}
          />
        </>
      }
      menu={{ question, provenance: data?.answer, csv: () => toCsv(shown, [...named, ...last]) }}
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={14} />}>
        {() => (
          <DataTable
            label="Campaigns"
            columns={columns}
            hidden={view.hidden}
            rows={named}
            last={last}
            keyOf={(row) => `${row.other ? 'other' : 'campaign'} ${campaignName(row)}`}
            sort={readSort(view.sort)}
            onSort={(sort) => change({ sort: sortText(sort) }, { replace: true })}
            none={<Nothing>{noneFound(view.q.trim(), view.stream)}</Nothing>}
          />
        )}
      </Answered>
    </TileFrame>
  )
}

function noneFound(search: string, stream: string) {
  if (search !== '') return `No campaign’s name contains “${search}”. Look in a longer period.`
  return stream === 'all'
    ? 'No mail was sent in this period. Choose a longer one.'
    : 'No mail of this stream was sent in this period. Choose a longer one, or every stream.'
}
