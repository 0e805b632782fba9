import { questions } from '../questions.ts'
import type { Size } from '../dataset/workspaces.ts'
import type { Comparison } from './compare.ts'
import { geometricMean, ratiosTo } from './geometric-mean.ts'
import { machineInWords } from './machine.ts'
import { hasFailed, type Measured } from './measured.ts'
import { kept, tenthOf } from './results.ts'
import { inColumns } from './in-columns.ts'

const number = (value: number, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const ms = (value: number) => number(value, value < 10 ? 1 : 0)
const times = (value: number) => `${number(value, value < 10 ? 2 : 0)} ×`
const mebibytes = (bytes: number) => number(bytes / 2 ** 20)

/** Everything that was measured, for people. */
export function report({ dataset, measured, disagreements }: Comparison): string {
  const [first] = measured
  if (first === undefined) return 'Nothing was measured.'
  return [
    `On ${machineInWords(first.machine)}:`,
    ...measured.map(({ engine, what }) => `  ${engine}: ${what}`),
    '',
    datasetInWords(dataset),
    ...['large', 'small'].map((workspace) => `\n${warmTable(measured, workspace)}`),
    ...growthTable(measured),
    `\n${coldTable(measured)}`,
    `\n${crowdTable(measured)}`,
    `\n${costTable(measured)}`,
    `\n${meansInWords(measured)}`,
    '',
    ...(disagreements.length === 0
      ? ['All gave the same answers.']
      : ['They do not agree:', ...disagreements.map((one) => `  ${one}`)]),
  ].join('\n')
}

function datasetInWords({ size, version, lives, workspaces }: Comparison['dataset']) {
  const all = workspaces.map(
    (w) =>
      `${w['workspace_id']} ${number(Number(w['events']))} events of ${number(Number(w['contacts']))} contacts`,
  )
  const lived =
    lives > 1
      ? ` Each simulated contact lives ${lives} times, with ids of its own and minutes apart.`
      : ''
  return `Dataset ${size} (version ${version}): ${all.join(', ')}.${lived}`
}

function warmTable(measured: readonly Measured[], workspace: string) {
  const [first, ...others] = measured
  const head = [
    `warm, ${workspace} workspace, in ms`,
    ...measured.map(({ engine }) => `${engine}, p95`),
    ...others.map(({ engine }) => `${engine} ÷ ${first?.engine}`),
  ]
  const rows = questions.map(({ name }) => [
    name,
    ...measured.map(({ warm }) => inWords(warm[workspace]?.[name])),
    ...others.map((other) =>
      quotient(medianOf(other, workspace, name), first && medianOf(first, workspace, name)),
    ),
  ])
  return inColumns([head, ...rows])
}

const inWords = (one: Measured['warm'][string][string] | undefined) =>
  one === undefined ? '–' : hasFailed(one) ? 'failed' : `${ms(one.median)}, ${ms(one.p95)}`

const medianOf = (one: Measured | null, workspace: string, name: string) => {
  const asked = one?.warm[workspace]?.[name]
  return asked === undefined || hasFailed(asked) ? null : asked.median
}
const quotient = (part: number | null, whole: number | null | undefined) =>
  part === null || !whole ? '–' : times(part / whole)

const tenth = ({ size, engine }: Measured) => {
  const smaller = tenthOf(size as Size)
  return smaller === null ? null : kept(smaller, engine)
}

/** How many times as long the same question takes as on a tenth of the events. Empty where no tenth was measured. */
function growthTable(measured: readonly Measured[]) {
  const before = measured.map((now) => ({ now, past: tenth(now) }))
  if (before.every(({ past }) => past === null)) return []
  const head = [
    'warm, large workspace: how many times as long as on a tenth',
    ...measured.map(({ engine }) => engine),
  ]
  const rows = questions.map(({ name }) => [
    name,
    ...before.map(({ now, past }) =>
      quotient(medianOf(now, 'large', name), medianOf(past, 'large', name)),
    ),
  ])
  return [`\n${inColumns([head, ...rows])}`]
}

function coldTable(measured: readonly Measured[]) {
  const head = [
    'cold, large workspace, in ms: a fresh process until it can ask + its first answer (files may be in memory)',
    ...measured.map(({ engine }) => engine),
  ]
  const rows = questions.map(({ name }) => [
    name,
    ...measured.map(({ cold }) => {
      const one = cold[name]
      if (one === undefined) return '–'
      return hasFailed(one) ? 'failed' : `${ms(one.open)} + ${ms(one.first)}`
    }),
  ])
  return inColumns([head, ...rows])
}

function crowdTable(measured: readonly Measured[]) {
  const most = Math.max(...measured.map(({ crowds }) => crowds.length))
  const head = [
    'all questions in turn, large workspace: questions/s, median and p95 in ms, errors',
    ...measured.map(({ engine }) => engine),
  ]
  const rows = Array.from({ length: most }, (_, i) => [
    `${measured.flatMap(({ crowds }) => crowds[i]?.askers ?? [])[0] ?? '–'} at once`,
    ...measured.map(({ crowds }) => {
      const crowd = crowds[i]
      if (!crowd) return 'would take minutes'
      const { perSecond, median, p95, errors } = crowd
      return `${number(perSecond, 1)}/s, ${ms(median)}, ${ms(p95)}${errors > 0 ? `, ${errors} errors` : ''}`
    }),
  ])
  return inColumns([head, ...rows])
}

const costTable = (measured: readonly Measured[]) =>
  inColumns([
    ['what it takes', ...measured.map(({ engine }) => engine)],
    ['on the disk, MiB', ...measured.map(({ bytes }) => mebibytes(bytes))],
    ['memory after the questions, MiB', ...measured.map(({ memory }) => mebibytes(memory.asked))],
    ['memory after the crowds, MiB', ...measured.map(({ memory }) => mebibytes(memory.crowded))],
    [
      'loading rows that are ready, s',
      ...measured.map(({ loadSeconds }) =>
        loadSeconds === null ? 'as made' : number(loadSeconds, 1),
      ),
    ],
  ])

function meansInWords(measured: readonly Measured[]) {
  const [first, ...others] = measured
  if (first === undefined) return ''
  return ['large', 'small']
    .flatMap((workspace) => others.map((other) => meanInWords(first, other, workspace)))
    .join('\n')
}

/** The floor is what there is to pay in any case, so of it the overhead is said. */
function meanInWords(first: Measured, other: Measured, workspace: string) {
  const isFloor = other.engine === 'floor'
  const [one, by] = isFloor ? [first, other] : [other, first]
  const ratios = ratiosTo(by, one, workspace)
  const mean = geometricMean(ratios)
  const shown = mean === null ? 'nothing to compare' : times(mean)
  return `${workspace}: ${one.engine} ÷ ${by.engine}, geometric mean of ${ratios.length} questions: ${shown}`
}
