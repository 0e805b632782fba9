import type { MetricsRow } from '@airgraph/domain/answer.ts'
import type { Dimension } from '@airgraph/domain/filter.ts'
import { MetricsTile } from '../../kit/metrics/MetricsTile.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import type { Scope } from '../../url/scope.ts'
import { providerWords } from '../../words/providers.ts'
import { deviceWords } from '../../words/devices.ts'
import { clientsQuestion, devicesQuestion, linksQuestion, providersQuestion } from './questions.ts'

interface Props {
  readonly scope: Scope
  readonly campaign: string
}

const naming =
  (dimension: Dimension, none: string, words: Readonly<Record<string, string>> = {}) =>
  ({ by, other }: MetricsRow) => {
    const value = by[dimension] ?? ''
    if (other) return 'All others'
    return value === '' ? none : (words[value] ?? value)
  }

const link = naming('link', 'Link not told')
const provider = naming('mailbox-provider', 'Not known', providerWords)
const device = naming('device', 'Not known', deviceWords)
const client = naming('client', 'Not known')

/** Where the campaign's mail went, and what was used to read it. */
export const Splits = ({ scope, campaign }: Props) => (
  <>
    <MetricsTile
      className="tiles-wide"
      title="Links"
      testId="links"
      question={linksQuestion(scope, campaign)}
      first={{ title: 'Link', name: link, hint: link }}
      none={<Nothing>Nobody has clicked yet.</Nothing>}
    />
    <MetricsTile
      className="tiles-wide"
      title="Mailbox providers"
      testId="providers"
      question={providersQuestion(scope, campaign)}
      first={{ title: 'Provider', name: provider }}
      none={<Nothing>Nothing was sent in this period.</Nothing>}
    />
    <MetricsTile
      title="Devices"
      testId="devices"
      question={devicesQuestion(scope, campaign)}
      first={{ title: 'Device', name: device }}
      keep={hasAny}
      none={<Nothing>Nobody has opened or clicked yet.</Nothing>}
    />
    <MetricsTile
      title="Mail programs and browsers"
      testId="clients"
      question={clientsQuestion(scope, campaign)}
      first={{ title: 'Program', name: client }}
      keep={hasAny}
      none={<Nothing>Nobody has opened or clicked yet.</Nothing>}
    />
  </>
)

const hasAny = ({ values }: MetricsRow) =>
  Object.values(values).some(({ value }) => (value ?? 0) > 0)
