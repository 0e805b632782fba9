import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import type { Machine } from './measured.ts'

export const machine = (): Machine => ({
  cores: availableParallelism(),
  model: cpus()[0]?.model ?? 'unknown',
  memory: totalmem(),
  system: `${type()} ${release()}`,
  node: process.versions.node,
})

export const machineInWords = ({ cores, model, memory, system, node }: Machine) =>
  `${cores} cores (${model}), ${Math.round(memory / 2 ** 30)} GiB, ${system}, Node ${node}`
