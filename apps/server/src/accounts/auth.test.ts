import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecords } from '@airgraph/store/records/open.ts'
import { getMigrations } from 'better-auth/db/migration'
import { expect, it } from 'vitest'
import { createAuth } from './auth.ts'

it('our migrations make every table and column that better-auth wants', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-auth-'))
  {
    await using records = await openRecords({ dir: join(dir, 'records') })
    const auth = createAuth({
      records,
      publicUrl: 'http://localhost:4400',
      secret: 'x'.repeat(32),
      oidc: null,
      log: { error: () => {} },
    })
    const { toBeCreated, toBeAdded } = await getMigrations(auth.options)
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
  }
  await rm(dir, { recursive: true, force: true })
})
