import { moment, type Sql, sql } from '@airgraph/sql/sql.ts'
import { readMoment, zoneOf } from './period.ts'
import type { Scope } from './scope.ts'

/** Days of the workspace or moments, half open; open where absent. */
export interface Within {
  readonly from: string | undefined
  readonly to: string | undefined
}

export const sentWithin = ({ from, to }: Within, scope: Scope, column: Sql): readonly Sql[] => {
  const zone = zoneOf({}, scope)
  const at = (when: string) => moment(new Date(readMoment(when, zone)))
  return [
    ...(from === undefined ? [] : [sql`${column} >= ${at(from)}`]),
    ...(to === undefined ? [] : [sql`${column} < ${at(to)}`]),
  ]
}
