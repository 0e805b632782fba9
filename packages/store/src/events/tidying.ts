import { type Sql, sql } from '@airgraph/sql/sql.ts'
import { tidiedAfter } from './migrations.ts'
import { target } from './target.ts'

/** What is derived of all events, and rests until everything is. */
const derived = ['facts', 'contact_days'] as const

const tidyAfter = (seconds: number, cluster: string | undefined): readonly Sql[] =>
  derived.map(
    (table) => sql`ALTER TABLE ${target(table, cluster)}
      MODIFY SETTING min_age_to_force_merge_seconds = ${{ chunks: [String(seconds)] }}`,
  )

/** Parts are merged as their sizes ask for, and not because they have rested. */
export const untidied = (cluster: string | undefined) => tidyAfter(0, cluster)
/** As the tables were made. */
export const tidiedAgain = (cluster: string | undefined) => tidyAfter(tidiedAfter, cluster)
