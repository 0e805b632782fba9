// Runs before `npm start` and `npm test`, on whichever Node the machine has: installs what the lock file names, builds the
// page, and for tests looks for a browser and a nats-server. What is done already is not done again.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dashboard = join(root, 'apps/dashboard')
const isRoot = process.getuid?.() === 0

function run(command, args, { cwd = root, ...options } = {}) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const env = { ...process.env, PATH: path, ...options.env }
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: options.stdio ?? 'inherit',
    env,
  })
  if (error || status !== 0) return false
  return true
}

function stop(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

const filesIn = (path) =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : []

const fingerprint = (files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

/** Does `work` unless it was done for the same files before. */
function once(stamp, files, work) {
  const now = fingerprint(files)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

function install() {
  console.log('Installing what the lock file names (some 900 MB on disk, once) …')
  if (!run('npm', ['ci', '--loglevel=error', '--no-progress']))
    stop('npm ci failed. Its own words above say why; is the npm registry reachable?')
}

function buildPage() {
  console.log('Building the page …')
  if (!run('vite', ['build', '--logLevel', 'warn'], { cwd: dashboard }))
    stop('The page could not be built.')
}

/** A test says by name that it is skipped where its program is missing, and as root on Debian there it is. */
function findPrograms() {
  const programs = [
    { debian: 'chromium', names: ['chromium', 'chromium-browser', 'google-chrome'] },
    { debian: 'nats-server', names: ['nats-server', '/usr/sbin/nats-server'] },
  ]
  const isThere = ({ names }) => names.some((name) => run('which', [name], { stdio: 'ignore' }))
  const missing = programs.filter((program) => !isThere(program)).map(({ debian }) => debian)
  if (missing.length === 0 || !isRoot || !run('which', ['apt-get'], { stdio: 'ignore' })) return
  console.log(`Installing ${missing.join(' and ')} for the tests …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env }
  run('apt-get', ['update', '-q'], quiet)
  for (const name of missing)
    run('apt-get', ['install', '-yq', '--no-install-recommends', name], quiet)
}

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`This is Node ${process.versions.node}: Airgraph needs 20 or later to install itself.`)

const lock = [join(root, 'package-lock.json')]
once(join(root, 'node_modules/.airgraph-installed'), lock, install)
const pageSources = [
  ...lock,
  join(dashboard, 'index.html'),
  join(dashboard, 'vite.config.ts'),
  ...['public', 'src'].flatMap((folder) => filesIn(join(dashboard, folder))),
  ...['domain', 'contract'].flatMap((name) => filesIn(join(root, 'packages', name, 'src'))),
]
once(join(dashboard, 'dist/.built-from'), pageSources, buildPage)
if (process.argv.includes('--for-tests')) findPrograms()
