import { Random } from '@airgraph/simulate/random.ts'
import type { Observed } from './contacts.ts'

/** The same programme with its truths dealt out anew: whoever still judges well knows more than it may. */
export function shuffleTruth({ contacts, truth }: Observed, seed: number): Observed {
  const random = new Random(seed, 'shuffled truth')
  const truths = [...truth.values()]
  for (let last = truths.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const [a, b] = [truths[last], truths[other]]
    if (a && b) [truths[last], truths[other]] = [b, a]
  }
  return {
    contacts,
    truth: new Map([...truth.keys()].flatMap((id, i) => (truths[i] ? [[id, truths[i]]] : []))),
  }
}
