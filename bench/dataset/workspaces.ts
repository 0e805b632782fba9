import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Programme } from '@airgraph/simulate/simulate.ts'

/** `tiny` is for tests: enough that every question has an answer. */
export const sizes = {
  tiny: 40_000,
  '1M': 1_000_000,
  '10M': 10_000_000,
  '100M': 100_000_000,
} as const
export type Size = keyof typeof sizes

/** The year that is simulated: it ends with a whole month, so that every question means the same on every machine. */
const year = { from: new Date('2025-11-01'), to: new Date('2026-11-01') }

/** Raise it when the same size would give other events: what was made before is made anew. */
export const datasetVersion = 2

/** Measured of these programmes: a contact's events in the year. */
const eventsPerContact = 179

/** The greatest programme that is simulated event by event; above it, each simulated contact has several lives. */
const mostSimulated = 10_000_000

export interface BenchWorkspace {
  readonly workspaceId: WorkspaceId
  readonly programme: Programme
}

/** Three workspaces of very different sizes; the large one sends some two hundred campaigns in the year. */
const shares = { large: 0.9, middle: 0.09, small: 0.01 } as const

export const livesOf = (size: Size) => Math.max(1, sizes[size] / mostSimulated)

export const workspacesOf = (size: Size): readonly BenchWorkspace[] =>
  Object.entries(shares).map(([name, share], i) => ({
    workspaceId: name as WorkspaceId,
    programme: {
      seed: 100 + i,
      contacts: Math.round(((sizes[size] / livesOf(size)) * share) / eventsPerContact),
      ...year,
      campaignsPerWeek: 6,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
    },
  }))
