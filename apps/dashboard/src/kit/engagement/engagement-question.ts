import type { Scope } from '../../url/scope.ts'

/** What `HumanOrMachine` shows. Always of all classes: this is where they are told apart. */
export const engagementQuestion = ({ period }: Pick<Scope, 'period'>) => ({
  type: 'metrics' as const,
  metrics: ['opens' as const, 'clicks' as const],
  ...period,
  engagement: 'all' as const,
  by: ['engagement' as const],
})
