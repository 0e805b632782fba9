import { hash } from 'node:crypto'
import type { EventId } from '@airgraph/domain/ids.ts'
import type { Step } from './step.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The same delivery twice is one event: the id is derived from who told us and their own id of it. */
export const identify: Step = ({ context: { workspaceId, source }, reported: { sourceId } }) => {
  if (sourceId === '') return 'no-source-id'
  const eventId =
    source === 'api' && uuid.test(sourceId)
      ? sourceId.toLowerCase()
      : derivedUuid(measured(workspaceId) + measured(source) + measured(sourceId))
  return { event: { eventId: eventId as EventId } }
}

/** Each part goes with its length, so that ("ab", "c") is not ("a", "bc"). */
const measured = (part: string) => `${part.length}:${part}`

/** RFC 9562 version 8. */
function derivedUuid(of: string): string {
  const hex = hash('sha256', of)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
