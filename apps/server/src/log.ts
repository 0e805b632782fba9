import pino, { type Logger } from 'pino'

/** One JSON object per line, on standard error: what programs read. People get the greeting, on standard output. */
export const createLog = (level: string): Logger =>
  pino({ level }, pino.destination({ fd: 2, sync: false }))
