import { compatEndpoints } from '@airgraph/contract/compat.ts'
import { postEvents } from '@airgraph/contract/events.ts'
import { postHook } from '@airgraph/contract/hooks.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { confirmSubscription, createCertificates } from '../fetch-checked.ts'
import type { Append } from '../flows/append.ts'
import { createReceive } from '../flows/receive.ts'
import { createTake } from '../flows/take.ts'
import { createFindPrincipal } from '../http/authenticate.ts'
import type { Instruments } from '../instruments.ts'
import { compatRoutes } from '../routes/compat.ts'
import { eventRoutes } from '../routes/events.ts'
import { hookRoutes } from '../routes/hooks.ts'

interface Needs {
  readonly append: Append
  readonly records: Records
  readonly instruments: Instruments
}

export const ingestEndpoints = [postEvents, postHook, ...Object.values(compatEndpoints).flat()]

/** Webhooks, events, and what other products' clients send. */
export function ingestRoutes({ append, records, instruments }: Needs) {
  const certificate = createCertificates()
  const receive = createReceive({ append, instruments, certificate, confirm: confirmSubscription })
  const take = createTake({ append, records, instruments })
  return [
    ...eventRoutes({ append, records, instruments }),
    ...hookRoutes({ records, receive }),
    ...compatRoutes({ take, findPrincipal: createFindPrincipal(records) }),
  ]
}
