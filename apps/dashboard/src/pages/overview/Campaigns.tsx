import { Skeleton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Problem } from '../../kit/Problem.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { bySent, campaignRows, nextSort } from './campaign-rows.ts'
import './Campaigns.css'
import { CampaignsTable } from './CampaignsTable.tsx'
import { campaignsQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function Campaigns({ scope }: { scope: Scope }) {
  const { data, error, isPlaceholderData, refetch } = useAnswer(campaignsQuestion(scope))
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState(bySent)
  const rows = campaignRows(data?.answer.rows ?? [], search, sort)
  return (
    <TileFrame
      className="overview-wide"
      title="Campaigns"
      subtitle="Mail sent in this period, and all that came of it"
      tools={<SearchBox value={search} onChange={setSearch} />}
      outdated={isPlaceholderData}
      notes={data?.answer.notes}
      testId="campaigns"
    >
      {!data && error && <Problem of={error} onRetry={() => void refetch()} />}
      {!data && !error && <CampaignsSkeleton />}
      {data && rows.length > 0 && (
        <CampaignsTable
          columns={data.answer.columns}
          engagement={data.question.engagement}
          rows={rows}
          sort={sort}
          onSort={(by) => setSort(nextSort(sort, by))}
        />
      )}
      {data && rows.length === 0 && (
        <p className="campaigns-none">
          {search.trim() === ''
            ? 'No mail was sent in this period.'
            : `No campaign’s name contains “${search.trim()}”.`}
        </p>
      )}
    </TileFrame>
  )
}

interface SearchProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

const SearchBox = ({ value, onChange }: SearchProps) => (
  <TextInput
    className="campaigns-search no-print"
    type="search"
    size="xs"
    placeholder="Find a campaign"
    aria-label="Find a campaign"
    leftSection={<IconSearch size={14} aria-hidden />}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)

const CampaignsSkeleton = () => (
  <div className="campaigns-skeleton">
    {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
      <Skeleton key={key} height={18} />
    ))}
  </div>
)
