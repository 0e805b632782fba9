import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anEvent, id } from '@airgraph/store/events/testing.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { foldedCursor } from './flows/folder.ts'
import { openEvents } from './open-events.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-open-events-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it('gives no number that was folded, though nothing of it is left: what had it would never be folded', async () => {
  await using records = await openRecords({ dir: join(dir, 'records') })
  await records.cursors.advance(foldedCursor, 5_000)
  const config = { ...readConfig({}), events: { dir: join(dir, 'events') } }
  await using opened = await openEvents({ config, records, log: pino({ level: 'silent' }) })
  await opened.taking.append([anEvent({ workspaceId: 'left', eventId: id(1) })])
  expect(opened.events?.acknowledged).toBe(5_001)
})
