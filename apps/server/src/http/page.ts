import files from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** The built dashboard. File names carry a hash of their content, all but the first. */
export async function servePage(app: FastifyInstance, dir: string) {
  await app.register(files, {
    root: dir,
    preCompressed: true, // the build wrote them: see the dashboard's vite.config.ts
    setHeaders(reply, path) {
      const forever = path.includes('/assets/')
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Of these nobody is shown a page: what is not there is an answer to a program. */
const forPrograms = /^\/(?:v1|hooks|assets|docs)(?:\/|$)/

/** The page has addresses of its own, such as /campaigns: which of them exist, it knows itself. */
export function sendPage({ method, url, headers }: FastifyRequest, reply: FastifyReply) {
  const isPage =
    (method === 'GET' || method === 'HEAD') &&
    (headers.accept ?? '').includes('text/html') &&
    !forPrograms.test(url.split('?')[0] ?? '')
  return isPage ? reply.sendFile('index.html') : null
}
