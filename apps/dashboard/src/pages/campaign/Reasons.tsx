import type { listReasons } from '@airgraph/contract/reasons.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { formatCount } from '../../format/numbers.ts'
import { classWords } from '../../kit/engagement/class-words.ts'
import { Kept } from '../../kit/live/Kept.tsx'
import type { Scope } from '../../url/scope.ts'
import './Reasons.css'
import { weightiest } from './weightiest.ts'

/** Why this campaign's opens and clicks were judged as they were. */
export function Reasons({ scope, campaign }: { readonly scope: Scope; readonly campaign: string }) {
  const api = useApi()
  const query = { campaign, from: scope.period.from, to: scope.period.to }
  const answered = useQuery({
    queryKey: ['answer', 'reasons', query],
    queryFn: ({ signal }) => api.call<typeof listReasons>('GET /v1/reasons', { query, signal }),
  })
  const { data } = answered
  if (data === undefined || data.given.length === 0) return null
  return (
    <details className="reasons">
      <Kept of={answered} />
      <summary>Why they were judged so</summary>
      <ul>
        {weightiest(data).map(({ class: of, words, count }) => (
          <li key={`${of} ${words}`}>
            <span
              className="class-table-swatch"
              style={{ background: `var(--ag-${of})` }}
              title={classWords[of].title}
              aria-hidden
            />
            <span>
              <span className="hidden-visually">{classWords[of].title}: </span>
              {words}
            </span>
            <span>{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
