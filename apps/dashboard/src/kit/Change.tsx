import type { Measured } from '@airgraph/domain/answer.ts'
import { formatChange } from '../format/numbers.ts'
import './Change.css'
import { directionOf, isClear, verdictOf } from './judge-change.ts'
import type { Better } from './judge-change.ts'

interface Props {
  readonly of: Measured
  readonly better: Better
}

const arrows = { up: '↑', down: '↓', level: '→' }

/**
 * How a number moved against the period before. The arrow says which way, the colour whether that is good; what
 * chance alone may have moved has no colour.
 */
export function Change({ of, better }: Props) {
  if (of.change === null || of.change === undefined) {
    return <span className="change change-neutral">no comparison</span>
  }
  const direction = directionOf(of.change)
  const verdict = isClear(of) ? verdictOf(direction, better) : 'neutral'
  return (
    <span className={`change change-${verdict}`}>
      <span aria-hidden>{arrows[direction]}</span>
      <span className="hidden-visually">{direction}</span> {formatChange(of.change)}
    </span>
  )
}
