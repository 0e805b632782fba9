import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const getHealth = endpoint({
  method: 'GET',
  path: '/healthz',
  summary: 'The process is alive',
  scope: 'open',
  role: 'anyone',
  reply: { 200: z.object({ status: z.literal('ok') }) },
})

export const getReady = endpoint({
  method: 'GET',
  path: '/readyz',
  summary: 'What the process needs answers',
  description:
    'The records and the event store; of a process that takes events through a log, the log, and the event store only if it has another role.',
  scope: 'open',
  role: 'anyone',
  reply: {
    200: z.object({
      status: z.literal('ready'),
      /** Where there is one. Away, questions are answered as of when it was, and nothing is taken. */
      log: z.enum(['answers', 'does not answer']).optional(),
    }),
    503: Problem,
  },
})

export const getMetrics = endpoint({
  method: 'GET',
  path: '/metrics',
  summary: 'What the process counts, for Prometheus',
  description: 'Totals of the installation; nothing of any workspace by name.',
  scope: 'open',
  role: 'anyone',
  reply: { 200: z.string() },
})
