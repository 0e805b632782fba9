import {
  addSourceSecret,
  createSource,
  deleteSource,
  getSource,
  listSources,
  rotateHook,
} from '@airgraph/contract/sources.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import { sql, str } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Source } from '@airgraph/store/records/sources.ts'
import type { Note } from '../flows/note.ts'
import { soonCommitted } from '../flows/soon-committed.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly events: Pick<EventStore, 'query' | 'allCommitted'>
  readonly records: Pick<Records, 'sources'>
  readonly note: Note
}

export const sourceRoutes = ({ events, records: { sources }, note }: Needs) => [
  handle(createSource, async (call) => {
    const { workspaceId, body } = call
    const esp = esps.find(({ name }) => name === body.esp)
    if (esp === undefined)
      return reply(
        422,
        problem(
          'invalid',
          `“${body.esp}” is not an ESP we read. These are: ${esps.map(({ name }) => name).join(', ')}.`,
        ),
      )
    const name = body.name ?? esp.name
    const secrets = body.secret === undefined ? [] : [body.secret]
    const made = await sources.create({ workspaceId, name, esp: esp.name, secrets })
    if (!made.ok)
      return reply(
        409,
        problem('conflict', `There is a source “${name}” already: give this one another --name.`),
      )
    await note(call, {
      action: 'source.created',
      on: { kind: 'source', id: name },
      after: { esp: esp.name },
    })
    return reply(201, {
      name,
      esp: esp.name,
      path: `/hooks/${made.value.hook}`,
      proof: esp.proof.words,
    })
  }),
  handle(listSources, async ({ workspaceId }) =>
    reply(200, {
      sources: (await sources.list(workspaceId)).map(shown),
      esps: esps.map(({ name, title, proof, guide }) => ({
        name,
        title,
        secretRequired: proof.required,
        secretWords: proof.words,
        guide: { ...guide, steps: [...guide.steps], events: [...guide.events] },
      })),
    }),
  ),
  handle(getSource, async ({ workspaceId, params: { name } }) => {
    const source = await sources.find(workspaceId, name)
    if (source === null) return noSource(name)
    return reply(200, {
      ...shown(source),
      ...(await lastDay(events, workspaceId, name)),
    })
  }),
  handle(addSourceSecret, async (call) => {
    const { name } = call.params
    if (!(await sources.addSecret(call.workspaceId, name, call.body.secret))) return noSource(name)
    await note(call, { action: 'source.secret-added', on: { kind: 'source', id: name } })
    return reply(200, { name })
  }),
  handle(rotateHook, async (call) => {
    const { name } = call.params
    const rotated = await sources.rotateHook(call.workspaceId, name)
    if (rotated === null) return noSource(name)
    await note(call, { action: 'source.url-rotated', on: { kind: 'source', id: name } })
    return reply(200, { name, path: `/hooks/${rotated.hook}` })
  }),
  handle(deleteSource, async (call) => {
    const { name } = call.params
    if (!(await sources.delete(call.workspaceId, name))) return noSource(name)
    await note(call, { action: 'source.deleted', on: { kind: 'source', id: name } })
    return reply(200, { name })
  }),
]

const noSource = (name: string) => reply(404, problem('not-found', `There is no source “${name}”.`))

const shown = (source: Source) => ({
  name: source.name,
  esp: source.esp,
  secrets: source.secrets.length,
  previousHook: source.hasPreviousHook,
  createdAt: source.createdAt.toISOString(),
  firstEventAt: source.firstEventAt?.toISOString() ?? null,
  lastEventAt: source.lastEventAt?.toISOString() ?? null,
  lastError: source.lastError,
  lastErrorAt: source.lastErrorAt?.toISOString() ?? null,
})

/** Each once, however often it came. */
async function lastDay(
  events: Pick<EventStore, 'query' | 'allCommitted'>,
  workspaceId: WorkspaceId,
  source: string,
) {
  await soonCommitted(events)
  const { rows } = await events.query(sql`
    SELECT uniqExact(event_id) AS n, argMax(kind, seq) AS newest,
      toUnixTimestamp64Milli(argMax(occurred_at, seq)) AS occurred,
      toUnixTimestamp64Milli(argMax(received_at, seq)) AS received
    FROM recent_events
    WHERE workspace_id = ${str(workspaceId)} AND source = ${str(source)}
      AND received_at > now64(3) - INTERVAL 1 DAY AND revision = 0`)
  const [row] = rows
  const count = Number(row?.['n'] ?? 0)
  const at = (column: string) => new Date(Number(row?.[column])).toISOString()
  return {
    eventsLastDay: count,
    newest:
      count === 0
        ? null
        : {
            kind: String(row?.['newest']),
            occurredAt: at('occurred'),
            receivedAt: at('received'),
          },
  }
}
