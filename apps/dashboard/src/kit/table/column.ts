import type { ReactNode } from 'react'

/** A column, and the only place that says how its values are written. */
export interface TableColumn<R> {
  readonly id: string
  readonly title: string
  /** What it means, for who hovers over its head. */
  readonly says?: ReactNode
  /** Words stand at the start, numbers at the end. */
  readonly kind: 'words' | 'number'
  /** Sorted by, and exported as. `null` is unknown, and comes last either way. */
  readonly value: (row: R) => string | number | null
  /** As it is shown; the value where absent. */
  readonly cell?: (row: R) => ReactNode
  /** For who hovers over the value. */
  readonly hint?: (row: R) => string | undefined
  /** Not shown unless somebody asks for it. */
  readonly rare?: true
}

export interface Sort {
  readonly by: string
  readonly descending: boolean
}

/** Numbers begin with the largest, words with the first; again turns it round. */
export function nextSort<R>(sort: Sort, { id, kind }: Pick<TableColumn<R>, 'id' | 'kind'>): Sort {
  return sort.by === id
    ? { by: id, descending: !sort.descending }
    : { by: id, descending: kind === 'number' }
}

export const sortText = ({ by, descending }: Sort) => (descending ? `-${by}` : by)
export const readSort = (text: string): Sort =>
  text.startsWith('-') ? { by: text.slice(1), descending: true } : { by: text, descending: false }
