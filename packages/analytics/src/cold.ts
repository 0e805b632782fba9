import type { Sql } from '@airgraph/sql/sql.ts'
import type { Scope } from './scope.ts'

/** The archived months that the statements read: those whose archive they name. */
export function coldMonths(
  statements: readonly Sql[],
  { archived = [] }: Scope,
): readonly string[] {
  const named = new Set(
    statements.flatMap(({ chunks }) =>
      chunks.flatMap((chunk) => (typeof chunk === 'string' ? [] : chunk.value)),
    ),
  )
  return archived.filter(({ archiveId }) => named.has(archiveId)).map(({ month }) => month)
}

export const coldNote = (months: readonly string[]) =>
  `${months.join(', ')} ${months.length === 1 ? 'is' : 'are'} archived, and read from files: that takes longer.`
