/** `npm run eval -- engagement`: how right the models are, against programmes whose truth is known. */
import { parseArgs } from 'node:util'
import { evaluateEngagement } from './engagement/engagement.ts'

const evaluations = { engagement: evaluateEngagement }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '20' } },
})
const chosen = Object.entries(evaluations).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
)
const seeds = Number(values.seeds)
if (chosen.length === 0 || !Number.isInteger(seeds) || seeds < 1) {
  console.error(`npm run eval -- [${Object.keys(evaluations).join(' | ')}] [--seeds 20]`)
  process.exit(2)
}
const results = chosen.map(([, evaluation]) =>
  evaluation(Array.from({ length: seeds }, (_, i) => i + 1)),
)
process.exitCode = results.every(Boolean) ? 0 : 1
