import { Link } from '@tanstack/react-router'
import { formatCount, formatMoney } from '../../format/numbers.ts'
import { kindWords } from '../../words/kinds.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { CountedNow } from './CountedNow.tsx'
import { addsUp, eventsOf, type Tally } from './tally.ts'

interface Props {
  readonly tally: Tally
  readonly source: string
  /** The file was read to its end. */
  readonly isWhole: boolean
}

/** What became of every row, and the sums to compare with what the file’s owner knows. */
export function Summary({ tally, source, isWhole }: Props) {
  const { timeZone } = useWorkspaceNow()
  const search = useScopeSearch()
  const days = daysOf(tally, timeZone)
  return (
    <div className="import-summary" data-testid="summary">
      <h3>{isWhole ? 'Done' : 'So far'}</h3>
      <dl>
        <Row title="Rows read" value={formatCount(tally.rows)} />
        <Row title="in events" value={formatCount(tally.inEvents)} />
        <Row title="not asked for" value={formatCount(tally.leftOut)} />
        <Row title="repeated, counted once" value={formatCount(tally.repeated)} />
        <Row title="refused" value={formatCount(tally.refused)} />
      </dl>
      {isWhole && (
        <p data-testid="adds-up">
          {addsUp(tally)
            ? 'Every row is accounted for.'
            : 'Some rows are not accounted for: please report this.'}
        </p>
      )}
      <dl>
        <Row title="Events" value={formatCount(eventsOf(tally))} />
        {[...tally.kinds].map(([kind, count]) => (
          <Row key={kind} title={kindWords[kind] ?? kind} value={formatCount(count)} />
        ))}
        {tally.money.map(({ kind, currency, amount }) => (
          <Row
            key={kind + currency}
            title={`Σ ${kindWords[kind] ?? kind}, ${currency}`}
            value={formatMoney(amount, currency, { rounded: false })}
          />
        ))}
      </dl>
      <p className="import-else">
        Events that were here before are among them: they are stored once, however often they come.
      </p>
      {isWhole && days && (
        <>
          <CountedNow source={source} from={days.from} to={days.to} />
          <p>
            <Link to="/" search={{ ...search, range: 'custom', from: days.from, to: days.last }}>
              See these days in the overview
            </Link>
          </p>
        </>
      )}
    </div>
  )
}

const Row = ({ title, value }: { readonly title: string; readonly value: string }) => (
  <div>
    <dt>{title}</dt>
    <dd>{value}</dd>
  </div>
)

/** From the first day on which something happened to `last`, the last; `to` is the day after it. */
function daysOf({ from, to }: Tally, timeZone: string) {
  if (from === null || to === null) return null
  const day = (at: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
  const after = new Date(`${day(to)}T00:00:00Z`).getTime() + 86_400_000
  return { from: day(from), last: day(to), to: new Date(after).toISOString().slice(0, 10) }
}
