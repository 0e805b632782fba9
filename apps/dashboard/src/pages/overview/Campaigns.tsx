import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { Answered } from '../../kit/Answered.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { bySent, campaignRows, nextSort } from './campaign-rows.ts'
import './Campaigns.css'
import { CampaignsTable } from './CampaignsTable.tsx'
import { campaignsQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function Campaigns({ scope }: { scope: Scope }) {
  const answer = useAnswer(campaignsQuestion(scope))
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState(bySent)
  const rows = campaignRows(answer.data?.answer.rows ?? [], search, sort)
  return (
    <TileFrame
      className="overview-wide"
      title="Campaigns"
      subtitle="Mail sent in this period, and all that came of it"
      tools={<SearchBox label="Find a campaign" value={search} onChange={setSearch} />}
      outdated={answer.isPlaceholderData}
      notes={answer.data?.answer.notes}
      testId="campaigns"
    >
      <Answered of={answer} skeleton={<CampaignsSkeleton />}>
        {({ question, answer: { columns } }) =>
          rows.length === 0 ? (
            <p className="campaigns-none">{noneFound(search.trim())}</p>
          ) : (
            <CampaignsTable
              columns={columns}
              engagement={question.engagement}
              rows={rows}
              sort={sort}
              onSort={(by) => setSort(nextSort(sort, by))}
            />
          )
        }
      </Answered>
    </TileFrame>
  )
}

const noneFound = (search: string) =>
  search === ''
    ? 'No mail was sent in this period.'
    : `No campaign’s name contains “${search}”. Only the campaigns listed here are searched.`

const CampaignsSkeleton = () => (
  <div className="campaigns-skeleton">
    {['86%', '92%', '78%', '88%', '70%', '82%', '74%', '90%'].map((width) => (
      <Skeleton key={width} height={14} width={width} />
    ))}
  </div>
)
