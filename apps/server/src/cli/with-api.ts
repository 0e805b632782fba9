import { seconds } from '@airgraph/domain/units.ts'
import { readConfig } from '../config.ts'
import { claimDataFolder, listeningServer } from '../data-folder.ts'
import type { Role } from '../roles/role.ts'
import { type Api, createApi } from './api.ts'
import { say } from './print.ts'

/** Of stores that are shared the workers are elsewhere. */
const withoutWork: ReadonlySet<Role> = new Set(['web', 'ingest'])

/** A first start takes so long on a slow machine. */
const patience = seconds(60)

/**
 * Runs a command against the server that `AIRGRAPH_URL` names, else the one that is running on the data folder, else one that is
 * opened for this command alone and closed after it. Whichever it is, the road is the API's.
 */
export async function withApi<T>(
  workspace: string | undefined,
  command: (api: Api, url: string) => Promise<T>,
) {
  const config = readConfig(process.env)
  if (config.remote !== null) {
    const { url, key } = config.remote
    return command(createApi({ url, token: key, workspace: undefined }), url)
  }
  const running = await listeningServer(config.dataDir, {
    patience,
    waiting: (pid) =>
      say(
        `Another Airgraph (process ${pid}) is using the folder, and does not listen yet: waiting …`,
      ),
  })
  if (running?.url) {
    const shown = config.publicUrl ?? running.url
    return command(createApi({ url: running.url, token: running.operatorToken, workspace }), shown)
  }
  using folder = claimDataFolder(config.dataDir, config.operatorToken)
  const { openServer } = await import('../open-server.ts') // most commands find one that runs, and are quicker without
  const { createLog } = await import('../log.ts')
  await using server = await openServer({
    config: { ...config, sample: false, roles: config.isAlone ? config.roles : withoutWork },
    operatorToken: folder.operatorToken,
    log: createLog('error'),
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const shown = config.publicUrl ?? `http://${config.http.host}:${config.http.port}`
  return await command(createApi({ url, token: folder.operatorToken, workspace }), shown) // before it closes
}
