/** With a seed, property tests try the same values in every run, and a failure can be had again; without one, others each time. */
import fc from 'fast-check'

const seed = process.env['AIRGRAPH_TEST_SEED']
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
