import type { Exact } from '../exact.ts'

/** A column, or a word that stands for itself where it may: in `country = France`, without quotes. */
export interface Name {
  readonly type: 'name'
  readonly name: string
  /** Written as `name` or [name]: a column in any case. */
  readonly quoted: boolean
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Match = 'starts with' | 'ends with' | 'contains'

/** Arithmetic and tests over the columns of a row. */
export type Expression =
  | Name
  | { readonly type: 'number'; readonly value: Exact }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'negative'; readonly of: Expression }
  | {
      readonly type: 'arithmetic'
      readonly sign: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly type: 'comparison'
      readonly sign: Comparison
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly type: 'match'
      readonly how: Match
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly type: 'in'; readonly left: Expression; readonly options: readonly Expression[] }
  | { readonly type: 'empty'; readonly of: Expression }
  | { readonly type: 'not'; readonly of: Expression }
  | { readonly type: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
