import type { Column, MetricsRow } from '@airgraph/domain/answer.ts'

/** A row of an answer: `rowOf({ campaign: 'spring' }, { sent: 10 })`. */
export const rowOf = (
  by: Record<string, string>,
  values: Record<string, number | null>,
  rest: Pick<MetricsRow, 'at' | 'other'> = {},
): MetricsRow => ({
  ...rest,
  by,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
})

export const columnOf = (metric: Column['metric'], unit: Column['unit'] = 'count'): Column => ({
  metric,
  unit,
  title: metric,
  definition: '',
  countedBy: 'happened',
})
