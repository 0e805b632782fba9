import type { listHtml } from '@airgraph/contract/campaign-html.ts'
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi } from '../../../api/api.ts'
import { pathOf } from '../../../api/path-of.ts'
import { formatRatio } from '../../../format/numbers.ts'
import { Answered } from '../../../kit/Answered.tsx'
import { Kept } from '../../../kit/live/Kept.tsx'
import { Select } from '../../../kit/Select.tsx'
import { TableSkeleton } from '../../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../../kit/table/to-csv.ts'
import { TileFrame } from '../../../kit/TileFrame.tsx'
import { useAnswer } from '../../../kit/use-answer.ts'
import type { Scope } from '../../../url/scope.ts'
import { linksQuestion } from '../questions.ts'
import './ClickMap.css'
import { HowToSend } from './HowToSend.tsx'
import { LinkList } from './LinkList.tsx'
import { MailFrame } from './MailFrame.tsx'
import { matchLinks } from './match-links.ts'
import type { MatchedLink } from './match-links.ts'
import type { Measured } from './measure-places.ts'

interface Props {
  readonly scope: Scope
  readonly campaign: string
}

const whose = { human: 'people', machine: 'machines', all: 'people and machines' }

/** Where in the mail it was clicked. */
export function ClickMap({ scope, campaign }: Props) {
  const api = useApi()
  const looks = useQuery({
    queryKey: ['html', campaign],
    queryFn: ({ signal }) =>
      api.call<typeof listHtml>('GET /v1/campaigns/:campaign/html', {
        params: { campaign },
        signal,
      }),
  })
  const question = linksQuestion(scope, campaign)
  const answered = useAnswer(question)
  const [measured, setMeasured] = useState<Measured | null>(null)
  const [chosen, setChosen] = useState('')
  const [images, setImages] = useState(false)
  const [pointed, setPointed] = useState<string | null>(null)
  const variants = looks.data?.variants.map(({ variant }) => variant) ?? []
  const variant = variants.includes(chosen) ? chosen : (variants[0] ?? '')
  const links = useMemo(
    () => matchLinks(measured?.places ?? [], clickedIn(answered.data?.answer.rows ?? [])),
    [measured, answered.data],
  )
  const most = Math.max(...links.map(({ clicks }) => clicks), 1)
  return (
    <TileFrame
      className="tiles-wide"
      title="Click map"
      subtitle={`Each link’s share of all clicks of ${whose[scope.engagement]}`}
      testId="click-map"
      outdated={answered.isPlaceholderData}
      tools={
        variants.length > 0 && (
          <>
            {variants.length > 1 && (
              <Select
                label="Variant"
                words={Object.fromEntries(variants.map((one) => [one, one || 'Without a variant']))}
                value={variant}
                onChange={setChosen}
              />
            )}
            <Checkbox
              className="no-print"
              size="xs"
              label="Load pictures"
              title="From wherever the mail keeps them: whoever that is may see that somebody looks"
              checked={images}
              onChange={(event) => setImages(event.currentTarget.checked)}
            />
          </>
        )
      }
      menu={{
        question,
        provenance: answered.data?.answer,
        ...(variants.length > 0 && { csv: () => toCsv(csvColumns, links) }),
      }}
    >
      <Answered of={looks} skeleton={<TableSkeleton rows={8} />}>
        {() =>
          variants.length === 0 ? (
            <HowToSend campaign={campaign} />
          ) : (
            <div className="click-map">
              <Kept of={answered} />
              <MailFrame
                src={pathOf(
                  '/v1/campaigns/:campaign/html/shown',
                  { campaign },
                  { variant, images: images ? 'yes' : '', workspace: api.workspaceId },
                )}
                title={`The mail of ${campaign}`}
                measured={measured}
                marks={links.flatMap((link) =>
                  link.places.map((place) => ({
                    place,
                    label: link.share === null ? '–' : formatRatio(link.share),
                    isChosen: link.url === pointed,
                    weight: link.clicks / most,
                  })),
                )}
                onMeasured={setMeasured}
                onPoint={(place) =>
                  setPointed(
                    links.find(({ places }) => place !== null && places.includes(place))?.url ??
                      null,
                  )
                }
              />
              <LinkList links={links} pointed={pointed} onPoint={setPointed} />
            </div>
          )
        }
      </Answered>
    </TileFrame>
  )
}

interface Row {
  readonly by: Readonly<Record<string, string | null>>
  readonly other?: boolean | undefined
  readonly values: Readonly<Record<string, { readonly value: number | null } | undefined>>
}

const clickedIn = (rows: readonly Row[]) =>
  rows.map(({ by, other, values }) => ({
    url: other ? 'All other links' : (by['link'] ?? ''),
    clicks: values['clicks']?.value ?? 0,
  }))

const csvColumns = [
  { id: 'link', title: 'Link', kind: 'words', value: ({ url }: MatchedLink) => url },
  { id: 'text', title: 'Words', kind: 'words', value: ({ text }: MatchedLink) => text },
  { id: 'clicks', title: 'Clicks', kind: 'number', value: ({ clicks }: MatchedLink) => clicks },
  { id: 'share', title: 'Share', kind: 'number', value: ({ share }: MatchedLink) => share },
  {
    id: 'places',
    title: 'Places in the mail',
    kind: 'number',
    value: ({ places }: MatchedLink) => places.length,
  },
] as const
