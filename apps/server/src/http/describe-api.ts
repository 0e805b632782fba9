import swagger from '@fastify/swagger'
import reference from '@scalar/fastify-api-reference'
import { STATUS_CODES } from 'node:http'
import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Problem } from '@airgraph/contract/problem.ts'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { problemType } from './problem.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** The chapters of the reference, in the order in which they are needed, by the first word of the path. */
const chapters = [
  { of: ['events'], name: 'Events', description: 'What happened, in our own vocabulary.' },
  { of: ['hooks'], name: 'Webhooks', description: 'What ESPs send, each in its own shape.' },
  {
    of: 'batch capture e i track identify page screen group alias'.split(' '),
    name: 'Clients of others',
    description:
      'What PostHog’s and Segment’s libraries send, so that they need no more than another address and key.',
  },
  { of: ['ask'], name: 'Questions', description: 'One road for every number.' },
  {
    of: ['campaigns', 'recipients', 'reasons'],
    name: 'Campaigns',
    description:
      'Who got a campaign’s mail, and why its opens and clicks were judged as they were.',
  },
  { of: ['sources'], name: 'Sources', description: 'The ESPs that report to a workspace.' },
  { of: ['keys'], name: 'API keys', description: 'Who may do what.' },
  { of: ['contacts'], name: 'Contacts', description: 'People, and their right to be forgotten.' },
  {
    of: ['rejudge'],
    name: 'Engagement',
    description: 'Who opened and clicked: people or machines.',
  },
  { of: ['workspace', 'workspaces', 'sample'], name: 'Workspaces', description: 'The tenants.' },
  {
    of: ['me', 'setup', 'auth', 'sessions'],
    name: 'Signing in',
    description: 'Who is in front of the page.',
  },
  {
    of: ['members', 'invitations', 'agencies', 'clients'],
    name: 'Members',
    description: 'Who is in a workspace, and what they may do there.',
  },
  { of: ['views'], name: 'Views', description: 'What somebody wants to see again.' },
  { of: ['audit'], name: 'Audit', description: 'Who changed what.' },
  {
    of: ['archives', 'retention'],
    name: 'Archive and retention',
    description: 'What is old: in files, or removed.',
  },
  { of: ['live'], name: 'Live', description: 'What is committed, as it happens.' },
  {
    of: ['healthz', 'readyz', 'metrics', 'storage', 'backups', 'outbox', 'people'],
    name: 'Operation',
    description: 'For whoever runs it.',
  },
]

export function chapterOf(path: string) {
  const word = path.split('/').find((part) => part !== '' && part !== 'v1') ?? ''
  const chapter = chapters.find(({ of }) => of.includes(word))
  if (chapter === undefined) throw new Error(`${path} stands in no chapter of the reference`)
  return chapter.name
}

/** Who may call it, in words. */
export const needsOf = ({ scope, role }: Pick<Endpoint, 'scope' | 'role'>) => {
  if (scope === 'open') return 'Open.'
  const person = role === 'nobody' ? null : role === 'person' ? 'to be signed in' : `role ${role}`
  const key = scope === 'person' ? null : scope === 'operator' ? 'the operator' : `scope ${scope}`
  return `Needs: ${[key, person].filter(Boolean).join(', or ')}.`
}

/** What a generated client calls it: `POST /v1/sources/:name/secrets` is `postSourcesNameSecrets`. */
export const operationIdOf = ({
  method,
  path,
  operationId,
}: Pick<Endpoint, 'method' | 'path' | 'operationId'>) =>
  operationId ??
  method.toLowerCase() +
    path
      .split(/[/:]+/)
      .filter((word) => word !== '' && word !== 'v1')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')

export const typeOf = (schema: z.ZodType | undefined) =>
  schema === Problem ? problemType : 'application/json; charset=utf-8'

/** Every reply with its own content type; beside those that are declared, whatever else may be refused. */
export const describedReplies = ({ reply }: Endpoint) => ({
  ...Object.fromEntries(
    Object.entries(reply).map(([status, schema]) => [
      status,
      described(STATUS_CODES[status] ?? '', typeOf(schema), schema),
    ]),
  ),
  default: described('A refusal, in a sentence', problemType, Problem),
})

const described = (description: string, type: string, schema: z.ZodType) => ({
  description,
  content: { [type.split(';')[0] ?? type]: { schema } },
})

/** The routes' own schemas as OpenAPI 3.1 at `/openapi.json`, and as a page to read at `/docs`. */
export async function describeApi(app: FastifyInstance) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Airgraph',
        version: '0.1.0',
        description:
          'Events in, answers out. Send a key as “Authorization: Bearer ag_…”; `npx airgraph key create` makes one. ' +
          'Errors are application/problem+json (RFC 9457): each says in a sentence what was wrong and what to do.',
      },
      tags: chapters.map(({ name, description }) => ({ name, description })),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'airgraph.session_token' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await app.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      title: 'Airgraph API',
      favicon: '/favicon.svg',
      theme: 'default',
      defaultOpenAllTags: true,
      hideModels: true,
      // Nothing on this page may ask anyone but this server.
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
      hideClientButton: true,
    },
  })
}
