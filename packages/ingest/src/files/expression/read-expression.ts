import { type Result, err, ok } from '@airgraph/domain/result.ts'
import { readExact } from '../exact.ts'
import type { Comparison, Expression, Match } from './expression.ts'
import { SyntaxFault, type Token, tokensIn } from './tokens.ts'

const longest = 2_000
const deepest = 50

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/**
 * From loosest to tightest: `or`, `and`, `not`, one test (= != < <= > >=, is empty, starts with, ends with,
 * contains, in), + −, * /, −x. Columns with blanks in their names are written `Customer ID` or [Customer ID].
 */
export function readExpression(text: string): Result<Expression, string> {
  if (text.length > longest) return err(`it is longer than ${longest} characters`)
  try {
    const reader = createReader(tokensIn(text))
    return ok(reader.whole())
  } catch (error) {
    if (error instanceof SyntaxFault) return err(error.message)
    throw error
  }
}

function createReader(tokens: readonly Token[]) {
  let at = 0
  let depth = 0
  const end: Token = { type: 'end', text: '', at: 1 }
  const here = () => tokens[at] ?? end

  const isWord = (word: string, ahead = 0) => {
    const token = tokens[at + ahead]
    return token?.type === 'word' && token.text.toLowerCase() === word
  }
  const takeWords = (...words: readonly string[]) => {
    const found = words.every((word, i) => isWord(word, i))
    if (found) at += words.length
    return found
  }
  const takeSign = (...signs: readonly string[]) => {
    const { type, text } = here()
    if (type !== 'sign' || !signs.includes(text)) return null
    at += 1
    return text
  }
  const expected = (what: string): never => {
    const found = here()
    throw new SyntaxFault(
      found.type === 'end'
        ? `${what} is missing at the end`
        : `${what} should stand at character ${found.at}, before "${found.text}"`,
    )
  }

  function whole(): Expression {
    const expression = either()
    return here().type === 'end' ? expression : expected('"and", "or" or the end')
  }

  function either(): Expression {
    if (++depth > deepest) throw new SyntaxFault(`it is nested more than ${deepest} deep`)
    let left = both()
    while (takeWords('or')) left = { type: 'or', left, right: both() }
    depth -= 1
    return left
  }

  function both(): Expression {
    let left = negated()
    while (takeWords('and')) left = { type: 'and', left, right: negated() }
    return left
  }

  function negated(): Expression {
    let times = 0
    while (takeWords('not')) times += 1
    const of = test()
    return times % 2 === 1 ? { type: 'not', of } : of
  }

  function test(): Expression {
    const left = sum()
    const sign = takeSign(...Object.keys(comparisons))
    if (sign !== null)
      return { type: 'comparison', sign: comparisons[sign] ?? '=', left, right: sum() }
    if (takeWords('is', 'not', 'empty')) return { type: 'not', of: { type: 'empty', of: left } }
    if (takeWords('is', 'empty')) return { type: 'empty', of: left }
    if (isWord('is')) return expected('"is empty" or "is not empty"')
    if (takeWords('not', 'in')) return { type: 'not', of: { type: 'in', left, options: options() } }
    if (takeWords('in')) return { type: 'in', left, options: options() }
    return match(left) ?? left
  }

  function match(left: Expression): Expression | null {
    const not = isWord('not') && takeWords('not')
    const how = matchWords()
    if (how === null) return not ? expected('"in", "starts with", "ends with" or "contains"') : null
    const found: Expression = { type: 'match', how, left, right: sum() }
    return not ? { type: 'not', of: found } : found
  }

  function matchWords(): Match | null {
    if (takeWords('starts', 'with')) return 'starts with'
    if (takeWords('ends', 'with')) return 'ends with'
    return takeWords('contains') ? 'contains' : null
  }

  function options(): readonly Expression[] {
    if (!takeSign('(')) return expected('"("')
    const found = [sum()]
    while (takeSign(',')) found.push(sum())
    return takeSign(')') ? found : expected('")"')
  }

  function sum(): Expression {
    let left = product()
    for (let sign = takeSign('+', '-'); sign !== null; sign = takeSign('+', '-'))
      left = { type: 'arithmetic', sign: sign as '+' | '-', left, right: product() }
    return left
  }

  function product(): Expression {
    let left = signed()
    for (let sign = takeSign('*', '/'); sign !== null; sign = takeSign('*', '/'))
      left = { type: 'arithmetic', sign: sign as '*' | '/', left, right: signed() }
    return left
  }

  function signed(): Expression {
    let times = 0
    while (takeSign('-')) times += 1
    const of = value()
    return times % 2 === 1 ? { type: 'negative', of } : of
  }

  function value(): Expression {
    if (takeSign('(')) {
      const inside = either()
      return takeSign(')') ? inside : expected('")"')
    }
    const token = here()
    at += 1
    if (token.type === 'number')
      return { type: 'number', value: readExact(token.text) ?? { n: 0, d: 1 } }
    if (token.type === 'text') return { type: 'text', value: unquoted(token.text) }
    if (token.type === 'name') return { type: 'name', name: token.text.slice(1, -1), quoted: true }
    if (token.type === 'word' && !reserved.has(token.text.toLowerCase()))
      return { type: 'name', name: token.text, quoted: false }
    at -= 1
    return expected('a column or a value')
  }

  return { whole }
}

const reserved = new Set(['and', 'or', 'not', 'is', 'in', 'with'])

function unquoted(text: string): string {
  const quote = text.charAt(0)
  return text.slice(1, -1).replaceAll(quote + quote, quote)
}
