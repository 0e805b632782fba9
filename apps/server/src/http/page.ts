import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The built dashboard. File names carry a hash of their content, all but the first. */
export async function servePage(app: FastifyInstance, dir: string) {
  await app.register(files, {
    root: dir,
    setHeaders(reply, path) {
      const forever = path.includes('/assets/')
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
