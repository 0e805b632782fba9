import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Done, Job } from './jobs.ts'

type Reply = { readonly done: unknown } | { readonly failed: string }

/** In a fresh process: an engine keeps its memory and caches to the end of its own. */
export function runJob<J extends Job>(job: J): Promise<Done[J['do']]> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--no-warnings'],
    serialization: 'advanced',
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' }, // DuckDB's driver waits in the pool's threads
  })
  child.send(job)
  return new Promise((resolve, reject) => {
    child.once('message', (reply: Reply) => {
      if ('done' in reply) resolve(reply.done as Done[J['do']])
      else reject(new Error(`${job.engine}, ${job.do}: ${reply.failed}`))
    })
    child.once('exit', (code, signal) =>
      reject(new Error(`${job.engine}, ${job.do}: its process ended (${signal ?? code}).`)),
    )
  })
}
