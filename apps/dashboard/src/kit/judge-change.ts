/** Which way a metric should go. `neither`: more mail is neither good nor bad. */
export type Better = 'up' | 'down' | 'neither'
export type Direction = 'up' | 'down' | 'level'

/** What is written as 0 % did not move. */
export const directionOf = (change: number): Direction => {
  if (Math.abs(change) < 0.0005) return 'level'
  return change > 0 ? 'up' : 'down'
}

export const verdictOf = (direction: Direction, better: Better) => {
  if (direction === 'level' || better === 'neither') return 'neutral'
  return direction === better ? 'good' : 'bad'
}
