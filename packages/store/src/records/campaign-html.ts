import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** One look of one campaign's mail. */
export interface Look {
  readonly workspaceId: WorkspaceId
  readonly campaign: string
  readonly variant: string
}

export interface SavedHtml {
  readonly variant: string
  readonly bytes: number
  readonly savedAt: Date
}

const mostVariants = 10

/** The HTML that campaigns were sent with. */
export const campaignHtml = (db: Kysely<Tables>) => ({
  async list(workspaceId: WorkspaceId, campaign: string): Promise<readonly SavedHtml[]> {
    const rows = await db
      .selectFrom('campaign_html')
      .select(['variant', 'saved_at', sql<number>`octet_length(html)`.as('bytes')])
      .where('workspace_id', '=', workspaceId)
      .where('campaign', '=', campaign)
      .orderBy('variant')
      .execute()
    return rows.map(({ variant, bytes, saved_at }) => ({ variant, bytes, savedAt: saved_at }))
  },
  /** In the place of what was there. */
  async save(
    { workspaceId, campaign, variant }: Look,
    html: string,
  ): Promise<Result<SavedHtml, 'too-many'>> {
    const { rows } = await sql<{ bytes: number; saved_at: Date }>`
      INSERT INTO campaign_html (workspace_id, campaign, variant, html)
      SELECT ${workspaceId}, ${campaign}, ${variant}, ${html}
      WHERE ${mostVariants} > (
        SELECT count(*) FROM campaign_html
        WHERE workspace_id = ${workspaceId} AND campaign = ${campaign} AND variant <> ${variant})
      ON CONFLICT (workspace_id, campaign, variant) DO UPDATE SET html = excluded.html, saved_at = now()
      RETURNING octet_length(html) AS bytes, saved_at`.execute(db)
    const [row] = rows
    return row === undefined
      ? err('too-many')
      : ok({ variant, bytes: row.bytes, savedAt: row.saved_at })
  },
  async find({ workspaceId, campaign, variant }: Look): Promise<string | null> {
    const row = await db
      .selectFrom('campaign_html')
      .select('html')
      .where('workspace_id', '=', workspaceId)
      .where('campaign', '=', campaign)
      .where('variant', '=', variant)
      .executeTakeFirst()
    return row?.html ?? null
  },
  async delete({ workspaceId, campaign, variant }: Look): Promise<boolean> {
    const { numDeletedRows } = await db
      .deleteFrom('campaign_html')
      .where('workspace_id', '=', workspaceId)
      .where('campaign', '=', campaign)
      .where('variant', '=', variant)
      .executeTakeFirst()
    return numDeletedRows > 0n
  },
})
