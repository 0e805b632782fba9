import type { Hub } from '@airgraph/live/hub.ts'
import { createRelay, fromLine } from '@airgraph/live/relay.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { inNotices } from '@airgraph/store/records/notices.ts'
import type { Records } from '@airgraph/store/records/open.ts'

interface Needs {
  readonly events: Pick<EventStore, 'onCommit'>
  readonly records: Pick<Records, 'notices'>
  readonly hub: Hub
}

/** What any process commits is told to the listeners of this one, through the records' database. */
export async function openLiveBridge({ events, records: { notices }, hub }: Needs) {
  using opened = new DisposableStack()
  const relay = opened.use(createRelay({ send: (lines) => notices.send('live', inNotices(lines)) }))
  const stopListening = await notices.listen('live', {
    heard: (text) => text.split('\n').forEach((line) => hub.hear(...fromLine(line))),
  })
  opened.defer(stopListening)
  opened.defer(events.onCommit((committed) => relay.publish(committed)))
  return opened.move()
}
