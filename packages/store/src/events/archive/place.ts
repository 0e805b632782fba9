/** Where archives lie: a folder that the engine can write in, or a bucket that speaks S3. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { whyNot } from './why-not.ts'
import { type Sql, sql, str } from '@airgraph/sql/sql.ts'
import { AwsClient } from 'aws4fetch'

export type ArchiveAt = { readonly dir: string } | S3At

/** `url` is that of the bucket and, behind it, of a folder in it. */
export interface S3At {
  readonly url: string
  readonly key: string
  readonly secret: string
  readonly region: string
}

export interface Place {
  /** In words, without secrets. */
  readonly name: string
  /** The folder, where files are on this machine. */
  readonly dir: string | null
  /** The file of that path to stand after FROM or INSERT INTO FUNCTION. */
  table(path: string, structure: string): Sql
  /** Before the engine writes there. */
  prepare(path: string): Promise<void>
  /** How big it is and, where the file can be read cheaply, what it hashes to. */
  sealed(path: string): Promise<{ readonly bytes: number; readonly sha256: string | null }>
  /** All of it or nothing. */
  write(path: string, text: string): Promise<void>
  read(path: string): Promise<string>
  /** Whether it can be read: not where the place is away either. */
  has(path: string): Promise<boolean>
  /** What is not there counts as deleted. */
  remove(paths: readonly string[]): Promise<void>
}

export const openPlace = (at: ArchiveAt): Place => ('dir' in at ? folder(at.dir) : bucket(at))

function folder(dir: string): Place {
  const base = resolve(dir)
  const on = (path: string) => join(base, path)
  return {
    name: base,
    dir: base,
    table: (path, structure) => sql`file(${str(on(path))}, 'Parquet', ${str(structure)})`,
    async prepare(path) {
      const refuse = failing(`Nothing can be written at ${base}`)
      await mkdir(dirname(on(path)), { recursive: true }).catch(refuse)
      await rm(on(path), { force: true }).catch(refuse) // of a try that was cut short
    },
    async sealed(path) {
      await synced(on(path)).catch(failing(`${path} cannot be read at ${base}`))
      const hash = createHash('sha256')
      await pipeline(createReadStream(on(path)), hash)
      return { bytes: (await stat(on(path))).size, sha256: hash.digest('hex') }
    },
    async write(path, text) {
      await mkdir(dirname(on(path)), { recursive: true })
      const next = `${on(path)}.next`
      const file = await open(next, 'w')
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(next, on(path))
      await synced(dirname(on(path)))
    },
    read: (path) => readFile(on(path), 'utf8'),
    has: (path) =>
      access(on(path), constants.R_OK).then(
        () => true,
        () => false,
      ),
    async remove(paths) {
      for (const path of paths) await rm(on(path), { force: true })
      for (const parent of new Set(paths.map((path) => dirname(on(path)))))
        if (await isEmpty(parent)) await rm(parent, { recursive: true, force: true })
    },
  }
}

/** What cannot be done, and why the file system says so. */
const failing =
  (what: string) =>
  (cause: unknown): never => {
    throw new Failure('unavailable', `${what}: ${whyNot(cause)}.`, { cause, retry: 'later' })
  }

/** Of a file, or of what a folder lists: on the disk, whatever happens to the machine. */
async function synced(path: string) {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const isEmpty = async (dir: string) => (await readdir(dir).catch(() => [])).length === 0

function bucket({ url, key, secret, region }: S3At): Place {
  const base = url.replace(/\/+$/, '')
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 4,
  })
  const on = (path: string) => `${base}/${path}`
  const ask = async (method: string, path: string, body?: string) => {
    let answer
    try {
      answer = await client.fetch(on(path), {
        method,
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(60_000),
      })
    } catch (cause) {
      throw new Failure('unavailable', `The archive at ${base} does not answer.`, {
        cause,
        retry: 'later',
      })
    }
    if (answer.ok || (method === 'DELETE' && answer.status === 404)) return answer
    throw new Failure(
      'unavailable',
      `The archive at ${base} answers ${answer.status} to ${method} ${path}.`,
      { retry: 'later' },
    )
  }
  return {
    name: base,
    dir: null,
    table: (path, structure) =>
      sql`s3(${str(on(path))}, ${str(key)}, ${str(secret)}, 'Parquet', ${str(structure)})`,
    async prepare() {},
    async sealed(path) {
      const answer = await ask('HEAD', path)
      return { bytes: Number(answer.headers.get('content-length') ?? 0), sha256: null }
    },
    async write(path, text) {
      await ask('PUT', path, text)
    },
    read: async (path) => (await ask('GET', path)).text(),
    has: (path) =>
      ask('HEAD', path).then(
        () => true,
        () => false,
      ),
    async remove(paths) {
      for (const path of paths) await ask('DELETE', path)
    },
  }
}
