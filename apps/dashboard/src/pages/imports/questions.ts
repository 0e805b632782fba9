/** What an imported source has brought, whatever the currency. */
export const countedQuestion = (source: string, from: string, to: string) => ({
  type: 'metrics' as const,
  metrics: ['conversions' as const, 'revenue' as const, 'refunds' as const],
  from,
  to,
  by: ['currency' as const],
  where: { dimension: 'source' as const, is: [source] },
})
