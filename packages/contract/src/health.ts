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
  summary: 'Both stores answer',
  scope: 'open',
  role: 'anyone',
  reply: { 200: z.object({ status: z.literal('ready') }), 503: Problem },
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
