import { z } from 'zod'

const Url = (scheme: RegExp, example: string) =>
  z.url({ protocol: scheme, error: `expected a URL such as ${example}` }).optional()

const Env = z.object({
  PORT: z.coerce
    .number({ error: 'expected a number from 0 to 65535' })
    .int()
    .min(0, 'expected a number from 0 to 65535')
    .max(65_535, 'expected a number from 0 to 65535')
    .default(4400),
  HOST: z.string().min(1, 'expected an address such as 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'expected a folder').default('data'),
  CLICKHOUSE_URL: Url(/^https?$/, 'http://user:password@host:8123/database'),
  DATABASE_URL: Url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'expected debug, info, warn, error or silent',
    })
    .default('info'),
  PUBLIC_URL: Url(/^https?$/, 'https://airgraph.example.com'),
  AIRGRAPH_URL: Url(/^https?$/, 'https://airgraph.example.com'),
  AIRGRAPH_KEY: z.string().optional(),
  SAMPLE: z.enum(['yes', 'no'], { error: 'expected yes or no' }).default('yes'),
})

export type Config = ReturnType<typeof readConfig>

/** The only reader of the environment. A wrong value throws a sentence that names it. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = Env.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map(
      ({ path, message }) => `${path.join('.')} is “${env[String(path[0])] ?? ''}”: ${message}.`,
    )
    throw new ConfigError(wrong.join('\n'))
  }
  const e = read.data
  return {
    http: { port: e.PORT, host: e.HOST },
    publicUrl: e.PUBLIC_URL,
    dataDir: e.DATA_DIR,
    events: e.CLICKHOUSE_URL ? { url: e.CLICKHOUSE_URL } : { dir: `${e.DATA_DIR}/events` },
    records: e.DATABASE_URL ? { url: e.DATABASE_URL } : { dir: `${e.DATA_DIR}/records` },
    logLevel: e.LOG_LEVEL,
    sample: e.SAMPLE === 'yes',
    /** A server elsewhere, for commands. */
    remote: e.AIRGRAPH_URL ? { url: e.AIRGRAPH_URL, key: e.AIRGRAPH_KEY ?? '' } : null,
  }
}

/** For the person who started the program: printed as it is, without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
