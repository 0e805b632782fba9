import { Command } from 'commander'
import { inWords } from '../greeting.ts'

/** Loaded when they are asked for: reading the libraries of all of them takes longer than most commands do. */
const commands = {
  ask: async () => (await import('./ask.ts')).askCommand,
  import: async () => (await import('./import.ts')).importCommand,
  key: async () => (await import('./key.ts')).keyCommand,
  source: async () => (await import('./source.ts')).sourceCommand,
  workspace: async () => (await import('./workspace.ts')).workspaceCommand,
  person: async () => (await import('./person.ts')).personCommand,
  outbox: async () => (await import('./outbox.ts')).outboxCommand,
  contact: async () => (await import('./contact.ts')).contactCommand,
  read: async () => (await import('./read.ts')).readCommand,
  rejudge: async () => (await import('./rejudge.ts')).rejudgeCommand,
  archive: async () => (await import('./archive.ts')).archiveCommand,
  retention: async () => (await import('./retention.ts')).retentionCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
}

const program = new Command('airgraph')
  .description('Events of e-mail programmes in, honest answers out.')
  .showHelpAfterError()

/** All of them where the first word is none of them: for the help, and for who mistypes. */
const asked = Object.entries(commands).filter(([name]) => name === process.argv[2])
for (const [, load] of asked.length > 0 ? asked : Object.entries(commands))
  program.addCommand(await load())

/** Whoever reads no further, such as `head`, has what it wanted. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

try {
  await program.parseAsync()
} catch (error) {
  console.error(inWords(error))
  process.exitCode = 1
}
