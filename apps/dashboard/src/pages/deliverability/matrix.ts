import type { Column, MetricsAnswer } from '@airgraph/domain/answer.ts'
import { overTime } from '../../kit/metrics/time.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { BucketGrain, Calendar, Period } from '../../time/period.ts'
import { providerName } from './provider-name.ts'

export interface Line {
  readonly provider: string
  readonly cells: readonly Cell[]
}

interface Cell {
  /** Of the bucket, in full. */
  readonly when: string
  readonly value: number | null
  /** 0 is as it should be, 1 as bad as it gets here; `null` for what is not known. */
  readonly badness: number | null
}

export interface Matrix {
  readonly heads: readonly string[]
  readonly lines: readonly Line[]
}

/** A line for each provider with mail, a cell for each bucket; unknown where no mail was sent. */
export function matrixOf(
  asked: Period & { readonly grain: BucketGrain },
  answer: Pick<MetricsAnswer, 'rows'>,
  { column, sent }: { readonly column: Column; readonly sent: Column },
  calendar: Calendar,
  today: LocalDay,
): Matrix {
  const over = overTime(asked, answer, calendar, today)
  const providers = [...new Set(answer.rows.map(({ by }) => by['mailbox-provider'] ?? ''))]
  const raw = providers
    .filter((provider) => provider !== '')
    .map((provider) => {
      const ofProvider = (by: Readonly<Record<string, string>>) =>
        by['mailbox-provider'] === provider
      const mail = over.values(sent, ofProvider)
      const values = over.values(column, ofProvider)
      return {
        provider: providerName({ by: { 'mailbox-provider': provider } }),
        mail: mail.reduce<number>((sum, value) => sum + (value ?? 0), 0),
        values: values.map((value, i) => (mail[i] ? value : null)),
      }
    })
    .toSorted((a, b) => b.mail - a.mail)
  const bad = (value: number) => (column.metric === 'delivery-rate' ? 1 - value : value)
  const worst = Math.max(
    1e-9,
    ...raw.flatMap(({ values }) => values.map((v) => (v === null ? 0 : bad(v)))),
  )
  return {
    heads: over.points.map(({ short }) => short),
    lines: raw.map(({ provider, values }) => ({
      provider,
      cells: values.map((value, i) => ({
        when: over.points[i]?.long ?? '',
        value,
        badness: value === null ? null : bad(value) / worst,
      })),
    })),
  }
}
