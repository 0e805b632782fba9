import type { Asked } from '@airgraph/domain/question.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api.ts'

export const answers = ['answer']

/**
 * The one road from a tile to the server. Equal questions share a request and a cache entry. While a new question is
 * being answered the old answer stays, with the question that it belongs to.
 */
export function useAnswer<const Q extends Asked>(question: Q) {
  const api = useApi()
  return useQuery({
    queryKey: [...answers, question],
    queryFn: async ({ signal }) => ({ question, answer: await api.ask(question, { signal }) }),
    placeholderData: keepPreviousData,
  })
}
