import { impossible } from '@airgraph/domain/failure.ts'
import { type Result, err, ok } from '@airgraph/domain/result.ts'
import { findColumn, textAt } from '../columns.ts'
import {
  type DecimalMark,
  type Exact,
  add,
  compare,
  divide,
  multiply,
  negate,
  readExact,
  subtract,
} from '../exact.ts'
import { RowFault } from '../row-fault.ts'
import type { Comparison, Expression, Match, Name } from './expression.ts'
import { SyntaxFault } from './tokens.ts'

type Values = readonly unknown[]
export type Test = (values: Values) => boolean
/** `null` where a column that it needs is empty. */
export type Amount = (values: Values) => Exact | null
type Text = (values: Values) => string

export interface Scope {
  readonly columns: readonly string[]
  readonly decimal: DecimalMark
}

export const compileTest = (expression: Expression, scope: Scope): Result<Test, string> =>
  caught(() => test(expression, scope))
export const compileAmount = (expression: Expression, scope: Scope): Result<Amount, string> =>
  caught(() => amount(expression, scope))

function caught<T>(compile: () => T): Result<T, string> {
  try {
    return ok(compile())
  } catch (error) {
    if (error instanceof SyntaxFault) return err(error.message)
    throw error
  }
}

function test(expression: Expression, scope: Scope): Test {
  switch (expression.type) {
    case 'and':
    case 'or':
      return both(expression.type, test(expression.left, scope), test(expression.right, scope))
    case 'not': {
      const of = test(expression.of, scope)
      return (values) => !of(values)
    }
    case 'empty': {
      const of = text(expression.of, scope)
      return (values) => of(values) === ''
    }
    case 'comparison':
      return comparison(expression.sign, expression.left, expression.right, scope)
    case 'match':
      return match(expression.how, text(expression.left, scope), word(expression.right, scope))
    case 'in': {
      const options = expression.options.map((option) =>
        comparison('=', expression.left, option, scope),
      )
      return (values) => options.some((option) => option(values))
    }
    case 'name':
    case 'number':
    case 'text':
    case 'negative':
    case 'arithmetic':
      throw new SyntaxFault(`${said(expression)} is a value, not a test: compare it with something`)
    default:
      return impossible(expression)
  }
}

const both = (type: 'and' | 'or', left: Test, right: Test): Test =>
  type === 'and'
    ? (values) => left(values) && right(values)
    : (values) => left(values) || right(values)

function match(how: Match, left: Text, right: Text): Test {
  switch (how) {
    case 'starts with':
      return (values) => left(values).startsWith(right(values))
    case 'ends with':
      return (values) => left(values).endsWith(right(values))
    case 'contains':
      return (values) => left(values).includes(right(values))
    default:
      return impossible(how)
  }
}

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

const isNumeric = ({ type }: Expression) =>
  type === 'number' || type === 'arithmetic' || type === 'negative'

/** As numbers where one side is a number, as text where one is a text; of two columns, as numbers where both hold one. */
function comparison(sign: Comparison, left: Expression, right: Expression, scope: Scope): Test {
  if (isNumeric(left) || isNumeric(right)) return numeric(sign, left, right, scope)
  const one = text(left, scope)
  const other = sign === '=' || sign === '!=' ? word(right, scope) : text(right, scope)
  if (!isColumn(left, scope) || !isColumn(right, scope))
    return (values) => holds[sign](order(one(values), other(values)))
  return (values) => {
    const [a, b] = [one(values), other(values)]
    const [m, n] = [readExact(a, scope.decimal), readExact(b, scope.decimal)]
    return holds[sign](m && n ? compare(m, n) : order(a, b))
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What is empty or no number is unequal to every number, and to ask whether a text is above one is a fault. */
function numeric(sign: Comparison, left: Expression, right: Expression, scope: Scope): Test {
  const equality = sign === '=' || sign === '!='
  const one = amount(left, scope, equality)
  const other = amount(right, scope, equality)
  return (values) => {
    const a = one(values)
    const b = other(values)
    return a && b ? holds[sign](compare(a, b)) : sign === '!='
  }
}

function amount(expression: Expression, scope: Scope, lenient = false): Amount {
  if (expression.type === 'number') return () => expression.value
  if (expression.type === 'name') return column(expression, scope, lenient)
  if (expression.type === 'negative') {
    const of = amount(expression.of, scope)
    return (values) => mapped(of(values), negate)
  }
  if (expression.type !== 'arithmetic') throw new SyntaxFault(`${said(expression)} is not a number`)
  const [left, right] = [amount(expression.left, scope), amount(expression.right, scope)]
  const compute = arithmetic[expression.sign]
  return (values) => {
    const a = left(values)
    const b = right(values)
    return a && b && compute(a, b)
  }
}

const mapped = (value: Exact | null, change: (value: Exact) => Exact) => value && change(value)

const arithmetic = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': (a: Exact, b: Exact) => {
    const quotient = divide(a, b)
    if (quotient === null) throw new RowFault('The amount is divided by zero.')
    return quotient
  },
}

function column(name: Name, scope: Scope, lenient: boolean): Amount {
  const read = text(name, scope)
  return (values) => {
    const written = read(values)
    if (written === '') return null
    const value = readExact(written, scope.decimal)
    if (value === null && !lenient) throw new RowFault(notNumber(name.name, written, scope.decimal))
    return value
  }
}

function notNumber(name: string, written: string, mark: DecimalMark): string {
  const other = mark === '.' ? ',' : '.'
  const isOther = readExact(written, other) !== null
  const hint = isOther ? `: if its decimal mark is a "${other}", say --decimal "${other}"` : ''
  return `${name} is "${written.slice(0, 100)}", which is not a number${hint}.`
}

function text(expression: Expression, scope: Scope): Text {
  if (expression.type === 'text') return () => expression.value
  if (expression.type !== 'name')
    throw new SyntaxFault(`${said(expression)} is not a column or a text`)
  const place = findColumn(scope.columns, expression.name)
  if (!place.ok) throw new SyntaxFault(place.error)
  return textAt(place.value, expression.name)
}

/** A word that is no column stands for itself. */
function word(expression: Expression, scope: Scope): Text {
  if (expression.type === 'number')
    throw new SyntaxFault('a number cannot be searched for: put it in quotes')
  if (expression.type !== 'name' || expression.quoted || isColumn(expression, scope))
    return text(expression, scope)
  return () => expression.name
}

const isColumn = (expression: Expression, scope: Scope) =>
  expression.type === 'name' && findColumn(scope.columns, expression.name).ok

function said(expression: Expression): string {
  if (expression.type === 'name') return expression.name
  if (expression.type === 'text') return `"${expression.value}"`
  return expression.type === 'arithmetic' ||
    expression.type === 'negative' ||
    expression.type === 'number'
    ? 'a number'
    : 'a test'
}
