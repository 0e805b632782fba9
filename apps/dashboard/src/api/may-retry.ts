import { Failure } from '@airgraph/domain/failure.ts'

const times = 2

/** Whoever made the failure knows whether trying again can help. */
export const mayRetry = (failures: number, error: Error) =>
  failures < times && error instanceof Failure && error.retry === 'later'
