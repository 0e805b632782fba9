import { postEvents } from '@airgraph/contract/events.ts'
import { postHook } from '@airgraph/contract/hooks.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { confirmSubscription, createCertificates } from '../fetch-checked.ts'
import type { Append } from '../flows/append.ts'
import { createReceive } from '../flows/receive.ts'
import type { Instruments } from '../instruments.ts'
import { eventRoutes } from '../routes/events.ts'
import { hookRoutes } from '../routes/hooks.ts'

interface Needs {
  readonly append: Append
  readonly records: Records
  readonly instruments: Instruments
}

export const ingestEndpoints = [postEvents, postHook]

/** Webhooks and events. */
export function ingestRoutes({ append, records, instruments }: Needs) {
  const certificate = createCertificates()
  const receive = createReceive({ append, instruments, certificate, confirm: confirmSubscription })
  return [...eventRoutes({ append, records, instruments }), ...hookRoutes({ records, receive })]
}
