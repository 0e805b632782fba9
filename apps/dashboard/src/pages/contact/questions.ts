const mostEvents = 1_000

export const journeyQuestion = (contact: string) => ({
  type: 'journey' as const,
  contact,
  limit: mostEvents,
})
