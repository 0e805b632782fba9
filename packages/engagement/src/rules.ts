import type { Rule } from './rule.ts'
import { aftermathRules } from './rules/aftermath.ts'
import { agentRules } from './rules/agents.ts'
import { companyRules } from './rules/company.ts'
import { delayRules } from './rules/delay.ts'
import { domainRules } from './rules/domains.ts'
import { flagRules } from './rules/flags.ts'
import { habitRules } from './rules/habits.ts'
import { historyRules } from './rules/history.ts'
import { networkRules } from './rules/networks.ts'
import { patternRules } from './rules/patterns.ts'
import { placeRules } from './rules/places.ts'
import { workspaceRules } from './rules/workspace.ts'

/** Everything that can speak for or against a person. Of equal weights the earlier is named first. */
export const rules: readonly Rule[] = [
  ...flagRules,
  ...agentRules,
  ...networkRules,
  ...delayRules,
  ...patternRules,
  ...habitRules,
  ...aftermathRules,
  ...companyRules,
  ...historyRules,
  ...workspaceRules,
  ...domainRules,
  ...placeRules,
]

/** The reason given where no rule spoke. */
export const nothingAgainstIt = {
  name: 'nothing-against-it',
  words: 'Nothing is known that speaks for or against a person',
} as const
