import { compatEndpoints } from '@airgraph/contract/compat.ts'
import { postEvents } from '@airgraph/contract/events.ts'
import { postHook } from '@airgraph/contract/hooks.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { confirmSubscription, createCertificates } from '../fetch-checked.ts'
import type { Append } from '../flows/append.ts'
import { createReceive } from '../flows/receive.ts'
import { createTake } from '../flows/take.ts'
import { createFindPrincipal } from '../http/authenticate.ts'
import type { Route } from '../http/handle.ts'
import { createIntake } from '../http/intake.ts'
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

/** Some three seconds of work on two cores. */
const mostBytesAtOnce = 16 * 1024 ** 2
/** As much work as a webhook of one event. */
const bytesOfRequest = 8 * 1024

/** Webhooks, events, and what other products' clients send. */
export function ingestRoutes({ append, records, instruments }: Needs): readonly Route[] {
  const intake = createIntake({ mostBytes: mostBytesAtOnce, mostAge: seconds(0.4) })
  const certificate = createCertificates()
  const receive = createReceive({ append, instruments, certificate, confirm: confirmSubscription })
  const take = createTake({ append, records, instruments })
  const routes: readonly Route[] = [
    ...eventRoutes({ append, records, instruments }),
    ...hookRoutes({ records, receive }),
    ...compatRoutes({ take, findPrincipal: createFindPrincipal(records) }),
  ]
  return routes.map((route) => ({
    ...route,
    run: (call) => intake(Math.max(call.bytes.byteLength, bytesOfRequest), () => route.run(call)),
  }))
}
