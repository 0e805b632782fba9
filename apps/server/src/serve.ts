import { once } from 'node:events'
import { type Config, ConfigError, readConfig } from './config.ts'
import { claimDataFolder, noDataFolder } from './data-folder.ts'
import { setupCodeOf } from './flows/set-up.ts'
import { createLog } from './log.ts'
import { openServer } from './open-server.ts'
import { createTicker, greeting, inWords } from './greeting.ts'

async function main() {
  const started = performance.now()
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  using folder = dataFolderOf(config)
  const stopped = untilStopped()
  await using server = await openServer({
    config,
    operatorToken: folder.operatorToken,
    log,
    progress: createTicker(process.stderr, 'Filling the sample workspace'),
  })
  const url = await server.listen(config.http)
  folder.announce(url)
  console.log(
    greeting({
      url: config.publicUrl ?? url,
      config,
      milliseconds: performance.now() - started,
      setupCode: (await server.records.setup.isClaimed())
        ? null
        : setupCodeOf(folder.operatorToken),
    }),
  )
  await stopped
  console.log('\nStopping: finishing what has begun.')
  // Leaving this scope closes everything above, newest first.
}

const dataFolderOf = ({ needsDataDir, dataDir, operatorToken }: Config) =>
  operatorToken !== undefined && !needsDataDir
    ? noDataFolder(operatorToken)
    : claimDataFolder(dataDir, operatorToken)

/** The second signal does not wait. */
async function untilStopped() {
  const first = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  process.once('SIGINT', () => process.exit(130))
  return first
}

try {
  await main()
} catch (error) {
  console.error(inWords(error))
  process.exitCode = error instanceof ConfigError ? 2 : 1
}
