/**
 * What a process does. `web`: questions, the page, the live stream, settings. `ingest`: webhooks and events. `worker`:
 * judging, folding and what is done by the clock.
 */
export const roles = ['web', 'ingest', 'worker'] as const
export type Role = (typeof roles)[number]
