import { formatChange } from '../format/numbers.ts'
import './Change.css'
import { directionOf, verdictOf } from './judge-change.ts'
import type { Better } from './judge-change.ts'

interface Props {
  /** value ÷ previous − 1; `null` where there was nothing to compare with. */
  readonly of: number | null | undefined
  readonly better: Better
}

const arrows = { up: '↑', down: '↓', level: '→' }

/** How a number moved against the period before. Its colour says whether that is good, its arrow which way. */
export function Change({ of, better }: Props) {
  if (of === null || of === undefined) {
    return <span className="change change-neutral">no comparison</span>
  }
  const direction = directionOf(of)
  return (
    <span className={`change change-${verdictOf(direction, better)}`}>
      <span aria-hidden>{arrows[direction]}</span>
      <span className="hidden-visually">{direction}</span> {formatChange(of)}
    </span>
  )
}
