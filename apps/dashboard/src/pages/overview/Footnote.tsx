import { formatMoment } from '../../format/moments.ts'
import { formatCount } from '../../format/numbers.ts'
import { useAnswer } from '../../kit/use-answer.ts'
import './Footnote.css'
import { keyNumbersQuestion } from './questions.ts'
import type { Scope } from '../../url/scope.ts'

/** Where the numbers above come from. */
export function Footnote({ scope }: { scope: Scope }) {
  const { data } = useAnswer(keyNumbersQuestion(scope))
  if (!data) return null
  const { asOf, timeZone, rowsRead, milliseconds } = data.answer
  return (
    <footer className="footnote">
      <span>
        Counted up to {formatMoment(asOf, timeZone)}, {timeZone}
      </span>
      <span>
        Key numbers: {formatCount(rowsRead)} rows read in {formatCount(Math.round(milliseconds))} ms
      </span>
    </footer>
  )
}
