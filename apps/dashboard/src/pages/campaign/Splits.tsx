import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { MetricsTile } from '../../kit/metrics/MetricsTile.tsx'
import { naming } from '../../kit/metrics/naming.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import type { Scope } from '../../url/scope.ts'
import { providerWords } from '../../words/providers.ts'
import { deviceWords } from '../../words/devices.ts'
import { clientsQuestion, devicesQuestion, linksQuestion, providersQuestion } from './questions.ts'

interface Props {
  readonly scope: Scope
  readonly campaign: string
}

const link = naming('link', 'Link not told')
const linkColumn = { title: 'Link', name: link, hint: link }
const providerColumn = {
  title: 'Provider',
  name: naming('mailbox-provider', 'Not known', providerWords),
}
const deviceColumn = { title: 'Device', name: naming('device', 'Not known', deviceWords) }
const clientColumn = { title: 'Program', name: naming('client', 'Not known') }

/** Where the campaign's mail went, and what was used to read it. */
export const Splits = ({ scope, campaign }: Props) => (
  <>
    <MetricsTile
      className="tiles-wide"
      title="Links"
      testId="links"
      question={linksQuestion(scope, campaign)}
      first={linkColumn}
      none={<Nothing>Nobody has clicked yet.</Nothing>}
    />
    <MetricsTile
      className="tiles-wide"
      title="Mailbox providers"
      testId="providers"
      question={providersQuestion(scope, campaign)}
      first={providerColumn}
      none={<Nothing>Nothing was sent in this period.</Nothing>}
    />
    <MetricsTile
      title="Devices"
      testId="devices"
      question={devicesQuestion(scope, campaign)}
      first={deviceColumn}
      keep={hasAny}
      none={<Nothing>Nobody has opened or clicked yet.</Nothing>}
    />
    <MetricsTile
      title="Mail programs and browsers"
      testId="clients"
      question={clientsQuestion(scope, campaign)}
      first={clientColumn}
      keep={hasAny}
      none={<Nothing>Nobody has opened or clicked yet.</Nothing>}
    />
  </>
)

const hasAny = ({ values }: MetricsRow) =>
  Object.values(values).some(({ value }) => (value ?? 0) > 0)
