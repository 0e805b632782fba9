/** A piece of an expression; `at` counts characters from 1. */
export interface Token {
  readonly type: 'number' | 'text' | 'name' | 'word' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

/** What is wrong with an expression, in words for the person who wrote it. Caught by `readExpression`. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault'
}

const patterns = [
  ['number', /\d+(?:\.\d+)?(?![\p{L}\p{N}_])/uy],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['name', /`[^`]+`|\[[^\]]+\]/y],
  ['word', /[\p{L}_$@][\p{L}\p{N}_.$@]*/uy],
  ['sign', /<=|>=|!=|<>|==|[-+*/()=<>,]/y],
] as const

export function tokensIn(expression: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += /^\s*/.exec(expression.slice(at))?.[0].length ?? 0
    if (at === expression.length) return [...tokens, { type: 'end', text: '', at: at + 1 }]
    const token = tokenAt(expression, at)
    tokens.push(token)
    at += token.text.length
  }
}

function tokenAt(expression: string, at: number): Token {
  for (const [type, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(expression)?.[0]
    if (text !== undefined) return { type, text, at: at + 1 }
  }
  const sign = expression.charAt(at)
  const why =
    sign === '"' || sign === "'" || sign === '`'
      ? 'opens a quote that is never closed'
      : 'means nothing here'
  throw new SyntaxFault(`${sign} at character ${at + 1} ${why}`)
}
