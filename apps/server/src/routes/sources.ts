import { addSourceSecret, createSource, listSources } from '@airgraph/contract/sources.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

export const sourceRoutes = ({
  records: { sources },
}: {
  readonly records: Pick<Records, 'sources'>
}) => [
  handle(createSource, async ({ workspaceId, body }) => {
    const esp = esps.find(({ name }) => name === body.esp)
    if (esp === undefined)
      return reply(
        422,
        problem(
          'invalid',
          `“${body.esp}” is not an ESP we read. These are: ${esps.map(({ name }) => name).join(', ')}.`,
        ),
      )
    if (esp.proof.required && body.secret === undefined)
      return reply(422, problem('invalid', `${esp.title} needs a secret: ${esp.proof.words}`))
    const name = body.name ?? esp.name
    const secrets = body.secret === undefined ? [] : [body.secret]
    const made = await sources.create({ workspaceId, name, esp: esp.name, secrets })
    return made.ok
      ? reply(201, {
          name,
          esp: esp.name,
          path: `/hooks/${made.value.hook}`,
          proof: esp.proof.words,
        })
      : reply(
          409,
          problem('conflict', `There is a source “${name}” already: give this one another --name.`),
        )
  }),
  handle(listSources, async ({ workspaceId }) =>
    reply(200, {
      sources: (await sources.list(workspaceId)).map((source) => ({
        name: source.name,
        esp: source.esp,
        secrets: source.secrets.length,
        lastEventAt: source.lastEventAt?.toISOString() ?? null,
        lastError: source.lastError,
        lastErrorAt: source.lastErrorAt?.toISOString() ?? null,
      })),
      esps: esps.map(({ name, title, proof }) => ({
        name,
        title,
        secretRequired: proof.required,
        secretWords: proof.words,
      })),
    }),
  ),
  handle(addSourceSecret, async ({ workspaceId, params: { name }, body }) =>
    (await sources.addSecret(workspaceId, name, body.secret))
      ? reply(200, { name })
      : reply(404, problem('not-found', `There is no source “${name}”.`)),
  ),
]
