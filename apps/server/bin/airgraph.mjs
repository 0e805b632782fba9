#!/usr/bin/env node
// Runs the command on the Node that the project pins, whichever Node the machine has.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const pinned = join(here, '../../../node_modules/.bin/node')
const node = existsSync(pinned) ? pinned : process.execPath
const args = ['--no-warnings', join(here, '../src/cli/airgraph.ts'), ...process.argv.slice(2)]

const child = spawn(node, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
