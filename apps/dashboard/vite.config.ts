import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm start` listens. */
const server = 'http://127.0.0.1:4400'

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 4401, proxy: { '/v1': server } },
  build: { target: 'es2023', chunkSizeWarningLimit: 600 },
})
