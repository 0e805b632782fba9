import type { Measured } from '@airgraph/domain/answer.ts'

/** Which way a metric should go. `neither`: more mail is neither good nor bad. */
export type Better = 'up' | 'down' | 'neither'
export type Direction = 'up' | 'down' | 'level'

/** What is written as 0 % did not move. */
export const directionOf = (change: number): Direction => {
  if (Math.abs(change) < 0.0005) return 'level'
  return change > 0 ? 'up' : 'down'
}

/** Not where the value before lies in the interval of this one: chance alone may have moved it so far. */
export const isClear = ({ low, high, previous }: Measured) =>
  low === undefined ||
  high === undefined ||
  previous === undefined ||
  previous === null ||
  previous < low ||
  previous > high

export const verdictOf = (direction: Direction, better: Better) => {
  if (direction === 'level' || better === 'neither') return 'neutral'
  return direction === better ? 'good' : 'bad'
}
