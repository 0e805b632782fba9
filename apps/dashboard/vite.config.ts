import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm start` listens. */
const server = 'http://127.0.0.1:4400'

const worthwhile = /\.(?:js|css|html|svg)$/
const smallest = 1_024

/** Each file also in fewer bytes, as small as they get: once here rather than at every request. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir = '' }) {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      const path = join(dir, name)
      if (!worthwhile.test(name) || statSync(path).size < smallest) continue
      const bytes = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      )
    }
  },
})

export default defineConfig({
  plugins: [react(), precompressed()],
  server: { host: '127.0.0.1', port: 4401, proxy: { '/v1': server } },
  build: { target: 'es2023', chunkSizeWarningLimit: 600 },
})
