/**
 * Each connection of the embedded engine waits in a thread of Node's pool, and so do compression, hashing and files: with its four,
 * an insert or an answer would wait for other people's questions. The size is taken when the first thread is needed, so before
 * anything else is loaded.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16'
await import('./serve.ts')
