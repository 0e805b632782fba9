import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { expect, it } from 'vitest'
import { openJobs } from './jobs.ts'

const log = { error: () => {} }
const [w1, w2] = ['w1', 'w2'] as [WorkspaceId, WorkspaceId]

it('of one workspace one rejudgement waits, whichever process asked for it', async () => {
  await using postgres = await openTestPostgres()
  await using one = await openRecords({ url: postgres.url })
  await using two = await openRecords({ url: postgres.url })
  const [here, there] = await Promise.all([one, two].map((records) => openJobs({ records, log })))
  if (here === undefined || there === undefined) throw new Error('no jobs')
  const jobId = await here.rejudge(w1)
  expect(jobId).not.toBeNull()
  expect(await there.rejudge(w1)).toBeNull()
  expect(await there.rejudge(w2)).not.toBeNull()
  expect(await there.findRejudge(w1, jobId ?? '')).toEqual({
    state: 'waiting',
    report: null,
    error: null,
  })
  expect(await there.findRejudge(w2, jobId ?? '')).toBeNull()
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
})
