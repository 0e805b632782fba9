import { Failure } from '@airgraph/domain/failure.ts'
import { type Config, ConfigError } from './config.ts'

interface About {
  readonly url: string
  readonly config: Config
  readonly milliseconds: number
  /** By which the installation can be claimed; `null` where somebody owns it. */
  readonly setupCode: string | null
}

/** What a person sees when it is ready. */
export const greeting = ({ url, config, milliseconds, setupCode }: About) => `
  Airgraph is ready, after ${(milliseconds / 1_000).toFixed(1)} s.

${addresses(url, config, setupCode).map(line).join('\n')}
${line(['Roles', [...config.roles].join(', ')])}
${line(['Data', `${config.needsDataDir ? config.dataDir : 'none here'}  (events: ${config.needsEvents ? place(config.events) : 'into the log'}, records: ${place(config.records)})`])}${config.eventLog === null ? '' : lineOfLog(config.eventLog)}

  Ctrl-C stops it.
`

type Line = readonly [name: string, text: string]

const line = ([name, text]: Line) => `    ${name.padEnd(14)} ${text}`

const addresses = (url: string, config: Config, setupCode: string | null): readonly Line[] =>
  config.roles.has('web') ? forPeople(url, config, setupCode) : [['Address', url]]

const forPeople = (url: string, { sample }: Config, setupCode: string | null): readonly Line[] => [
  ...(setupCode === null ? [] : [['Make it yours', `${url}/setup#${setupCode}`] as const]),
  [
    'Page',
    `${url}/            ${sample ? 'the sample workspace: simulated data' : 'of the sample workspace, if there is one'}`,
  ],
  ['API', `${url}/docs`],
  ['A key', 'npx airgraph key create --workspace sample --scope ask'],
  ['A sender', 'npx airgraph source create --workspace sample --esp sendgrid --secret KEY'],
]

const place = (at: { readonly dir: string } | { readonly url: string }) =>
  'dir' in at ? 'embedded' : new URL(at.url).host

const lineOfLog = ({ url }: { readonly url: string }) => `\n${line(['Log', hostsOf(url)])}`

const hostsOf = (urls: string) =>
  urls
    .split(',')
    .map((url) => new URL(url.trim()).host)
    .join(', ')

/** One line that changes, where somebody watches it; in a file, a line when it begins. */
export const createTicker = (stream: NodeJS.WriteStream, title: string) => {
  let hasBegun = false
  return (doing: string) => {
    if (stream.isTTY) stream.write(`\r\u001B[2K${title}: ${doing} …`)
    else if (!hasBegun) stream.write(`${title} …\n`)
    hasBegun = true
  }
}

/** A mistake in the configuration, or trouble in the world, is a sentence; a bug of ours keeps its stack. */
export function inWords(error: unknown): string {
  if (error instanceof ConfigError || error instanceof Failure) return `\n${error.message}\n`
  if (isPortTaken(error))
    return `\nPort ${error.port} is in use. Choose another with PORT=4401 npm start.\n`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const isPortTaken = (error: unknown): error is Error & { readonly port: number } =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error
