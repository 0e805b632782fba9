import type { Filter } from '@airgraph/domain/filter.ts'
import { allOf, anyOf, type Sql, sql, str, strings } from '@airgraph/sql/sql.ts'
import type { Speak } from './dimensions.ts'

/** The unknown is the empty string: it is never null, so that `not` keeps what is unknown. */
export function filterSql(filter: Filter | undefined, speak: Speak): Sql {
  if (filter === undefined) return allOf([])
  if ('all' in filter) return allOf(filter.all.map((part) => filterSql(part, speak)))
  if ('any' in filter) return anyOf(filter.any.map((part) => filterSql(part, speak)))
  if ('not' in filter) return sql`NOT ${filterSql(filter.not, speak)}`
  if ('is' in filter) return sql`(${speak(filter.dimension)} IN (${strings(filter.is)}))`
  return sql`(positionCaseInsensitiveUTF8(${speak(filter.dimension)}, ${str(filter.contains)}) > 0)`
}
