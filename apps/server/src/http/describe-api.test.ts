import { expect, it } from 'vitest'
import { openTestServer } from '../testing.ts'

interface Operation {
  readonly operationId?: string
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }
    >
  >
}

it('the reference names every operation, and every reply with its content type', async () => {
  await using server = await openTestServer()
  const { body } = await server.app.inject('/openapi.json')
  const { paths } = JSON.parse(body) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const ids = operations.map(({ operationId }) => operationId)
  expect(ids).toContain('postSourcesNameSecrets')
  expect(new Set(ids).size).toBe(server.endpoints.length)
  for (const { responses } of operations) {
    expect(responses).toMatchObject({
      default: { content: { 'application/problem+json': expect.anything() } },
    })
    expect(Object.values(responses).map(({ description }) => description)).not.toContain('')
  }
  expect(
    Object.keys(paths['/v1/keys/{keyId}']?.['delete']?.responses['404']?.content ?? {}),
  ).toEqual(['application/problem+json'])
})
