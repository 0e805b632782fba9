import { Command } from 'commander'
import { inWords } from '../greeting.ts'
import { archiveCommand } from './archive.ts'
import { askCommand } from './ask.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { contactCommand } from './contact.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { keyCommand } from './key.ts'
import { outboxCommand } from './outbox.ts'
import { personCommand } from './person.ts'
import { readCommand } from './read.ts'
import { rejudgeCommand } from './rejudge.ts'
import { retentionCommand } from './retention.ts'
import { sourceCommand } from './source.ts'
import { workspaceCommand } from './workspace.ts'

const program = new Command('airgraph')
  .description('Events of e-mail programmes in, honest answers out.')
  .showHelpAfterError()
  .addCommand(askCommand)
  .addCommand(importCommand)
  .addCommand(keyCommand)
  .addCommand(sourceCommand)
  .addCommand(workspaceCommand)
  .addCommand(personCommand)
  .addCommand(outboxCommand)
  .addCommand(contactCommand)
  .addCommand(readCommand)
  .addCommand(rejudgeCommand)
  .addCommand(archiveCommand)
  .addCommand(retentionCommand)
  .addCommand(backupCommand)
  .addCommand(restoreCommand)
  .addCommand(doctorCommand)

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
