/** The environment variables: what may stand in each, and what says nothing without another. */
import { isIP, isIPv4 } from 'node:net'
import { z } from 'zod'
import { type Role, roles } from './roles/role.ts'

const Url = (scheme: RegExp, example: string) =>
  z.url({ protocol: scheme, error: `expected a URL such as ${example}` }).optional()

const wholeNumber = (expected: string, most: number) =>
  z.coerce.number({ error: expected }).int(expected).min(1, expected).max(most, expected).optional()

const isLogUrl = (url: string) =>
  URL.canParse(url) &&
  /^(nats|tls):$/.test(new URL(url).protocol) &&
  new URL(url).hostname !== '' &&
  /^(\/[\w-]*)?$/.test(new URL(url).pathname)

/** Of the servers of one cluster, with commas between them. */
const LogUrl = z
  .string()
  .refine((text) => names(text).every(isLogUrl), {
    error:
      'expected a URL such as nats://user:password@host:4222, or with a name for the log behind it: nats://host:4222/mail',
  })
  .optional()

const File = z.string().min(1, 'expected a file').optional()

const expectedBucket = 'expected s3://key:secret@host/bucket/folder (or https:// or http://)'
const expectedArchive = `${expectedBucket}, or a folder`
export const isFolder = (url: string | undefined) =>
  url !== undefined && !/^[a-z][a-z\d+.-]*:\/\//i.test(url)

/** A folder's path, or a bucket's address with its keys. */
function isArchiveUrl(text: string) {
  if (isFolder(text)) return true
  const url = URL.parse(text)
  return (
    url !== null &&
    /^(s3|https?):$/.test(url.protocol) &&
    url.username !== '' &&
    url.password !== '' &&
    url.pathname.length > 1
  )
}

/** Of a list with commas between them. */
export const names = (text: string) => text.split(',').map((name) => name.trim())
const isNetwork = (text: string) => {
  const [address = '', bits, ...rest] = text.split('/')
  const most = isIPv4(address) ? 32 : 128
  return (
    isIP(address) !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  )
}
const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name)

const Roles = z
  .string()
  .refine((text) => names(text).every(isRole), {
    error: `expected ${roles.join(', ')}, or some of them separated by commas`,
  })
  .transform((text) => new Set(names(text).filter(isRole)))
  .default(new Set(roles))

/** Said in no message. */
export const secrets: readonly string[] = [
  'OPERATOR_TOKEN',
  'AIRGRAPH_KEY',
  'AUTH_SECRET',
  'OIDC_CLIENT_SECRET',
  'LOG_URL',
  'ARCHIVE_URL',
]

const Values = z.object({
  PORT: z.coerce
    .number({ error: 'expected a number from 0 to 65535' })
    .int()
    .min(0, 'expected a number from 0 to 65535')
    .max(65_535, 'expected a number from 0 to 65535')
    .default(4400),
  HOST: z.string().min(1, 'expected an address such as 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'expected a folder').optional(),
  ROLES: Roles,
  OPERATOR_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{24,}$/, 'expected 24 or more letters, digits and -._~+/=')
    .optional(),
  CLICKHOUSE_URL: Url(/^https?$/, 'http://user:password@host:8123/database'),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[\w{}.-]+$/, 'expected the name of a cluster, such as mail')
    .optional(),
  CLICKHOUSE_CA: File,
  CLICKHOUSE_CERT: File,
  CLICKHOUSE_KEY: File,
  CLICKHOUSE_TIMEOUT: wholeNumber('expected seconds, from 1 to 3600', 3_600),
  CLICKHOUSE_CONNECTIONS: wholeNumber('expected a number from 1 to 1000', 1_000),
  CLICKHOUSE_QUORUM: z
    .union([z.literal('auto'), z.coerce.number().int().min(2).max(100)], {
      error: 'expected auto, or how many replicas, from 2 to 100',
    })
    .optional(),
  ARCHIVE_URL: z.string().refine(isArchiveUrl, { error: expectedArchive }).optional(),
  ARCHIVE_REGION: z
    .string()
    .regex(/^[\w-]+$/, 'expected a region, such as eu-central-1')
    .optional(),
  DATABASE_URL: Url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  LOG_URL: LogUrl,
  LOG_REPLICAS: wholeNumber('expected how many copies, from 1 to 5', 5),
  LOG_GIGABYTES: z.coerce
    .number({ error: 'expected a number of gigabytes' })
    .min(0.001, 'expected a number of gigabytes')
    .max(1_000_000, 'expected a number of gigabytes')
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'expected debug, info, warn, error or silent',
    })
    .default('info'),
  PUBLIC_URL: Url(/^https?$/, 'https://airgraph.example.com'),
  AIRGRAPH_URL: Url(/^https?$/, 'https://airgraph.example.com'),
  AIRGRAPH_KEY: z.string().optional(),
  AUTH_SECRET: z.string().min(32, 'expected 32 characters or more').optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => names(text).every(isNetwork), {
      error: 'expected addresses or networks such as 10.0.0.0/8, separated by commas',
    })
    .transform(names)
    .optional(),
  OIDC_ISSUER: Url(/^https?$/, 'https://login.example.com'),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, 'expected 40 characters or less').default('Single sign-on'),
  SAMPLE_OPEN: z.enum(['yes', 'no'], { error: 'expected yes or no' }).default('no'),
  SAMPLE: z.enum(['yes', 'no'], { error: 'expected yes or no' }).default('yes'),
})

export type Values = z.infer<typeof Values>

/** What says nothing without another. */
const needs: readonly (readonly [keyof Values, keyof Values])[] = [
  ['ARCHIVE_REGION', 'ARCHIVE_URL'],
  ['CLICKHOUSE_CLUSTER', 'CLICKHOUSE_URL'],
  ['CLICKHOUSE_CA', 'CLICKHOUSE_URL'],
  ['CLICKHOUSE_TIMEOUT', 'CLICKHOUSE_URL'],
  ['CLICKHOUSE_CONNECTIONS', 'CLICKHOUSE_URL'],
  ['CLICKHOUSE_QUORUM', 'CLICKHOUSE_CLUSTER'],
  ['CLICKHOUSE_CERT', 'CLICKHOUSE_CA'],
  ['CLICKHOUSE_CERT', 'CLICKHOUSE_KEY'],
  ['CLICKHOUSE_KEY', 'CLICKHOUSE_CERT'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
  ['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
  ['LOG_REPLICAS', 'LOG_URL'],
  ['LOG_GIGABYTES', 'LOG_URL'],
]

/** Each alone, and what each needs beside it. */
export const Variables = Values.superRefine((values, context) => {
  const wrong = (name: keyof Values, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message })
  for (const [name, other] of needs)
    if (values[name] !== undefined && values[other] === undefined)
      wrong(name, `it needs ${other} beside it`)
  if (values.CLICKHOUSE_CA !== undefined && values.CLICKHOUSE_URL?.startsWith('http:'))
    wrong('CLICKHOUSE_CA', 'it needs a CLICKHOUSE_URL that begins with https')
  if (values.CLICKHOUSE_URL !== undefined && isFolder(values.ARCHIVE_URL))
    wrong('ARCHIVE_URL', `a ClickHouse elsewhere cannot write in a folder here: ${expectedBucket}`)
})
