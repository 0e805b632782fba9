import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { SelectSetting } from '../../kit/form/SelectSetting.tsx'
import { TextSetting } from '../../kit/form/TextSetting.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useNow } from '../../kit/use-now.ts'
import { currencyWords } from './currency-words.ts'
import { timeZones } from './time-zones.ts'
import { useChange } from './use-change.ts'

const weekStarts = { monday: 'Monday', sunday: 'Sunday' }
const cadences = {
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
  irregular: 'Now and then',
}
const engagements = { human: 'People only', all: 'All, machines too' }
const currencies = currencyWords()
const zones = timeZones()

/** What the workspace takes for granted. */
export function General() {
  const { name, timeZone, currency, weekStart, cadence, engagement, role, sample, workspaceId } =
    useWorkspaceNow()
  const change = useChange()
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone })
  const now = useNow(30_000)
  const readOnly = role === null || sample || !mayManage(role, sample)
  return (
    <div className="section">
      <TileFrame title="Workspace" subtitle={`Its id is ${workspaceId}`} testId="settings-general">
        <TextSetting
          label="Name"
          value={name}
          readOnly={readOnly}
          maxLength={80}
          autoComplete="off"
          judge={(said) => (said === '' ? 'Give it a name.' : null)}
          onSave={(said) => change({ name: said }, `It is called “${said}” now.`)}
        />
        <TextSetting
          label="Time zone"
          about="Where its days begin. Type a city or a region."
          value={timeZone}
          readOnly={readOnly}
          choices={zones}
          autoComplete="off"
          judge={(said) =>
            zones.includes(said) ? null : 'There is no such zone. Choose one of the list.'
          }
          onSave={(said) => change({ timeZone: said }, `Its days are those of ${said} now.`)}
        >
          <p className="setting-note">It is {clock.format(now)} there.</p>
        </TextSetting>
        <SelectSetting
          label="Currency"
          about="Of revenue that names none."
          value={currency}
          words={currencies}
          readOnly={readOnly}
          onSave={(said) => change({ currency: said }, `Its currency is ${said} now.`)}
        />
        <SelectSetting
          label="The week begins on"
          value={weekStart}
          words={weekStarts}
          readOnly={readOnly}
          onSave={(said) =>
            change({ weekStart: said }, `Its weeks begin on ${weekStarts[said]} now.`)
          }
        />
        <SelectSetting
          label="You send"
          about="How long a silence is unusual is judged by it."
          value={cadence}
          words={cadences}
          readOnly={readOnly}
          onSave={(said) => change({ cadence: said }, `Cadence: ${cadences[said].toLowerCase()}.`)}
        />
        <SelectSetting
          label="Opens and clicks of"
          about="What numbers count where nobody chose otherwise."
          value={engagement}
          words={engagements}
          readOnly={readOnly}
          onSave={(said) =>
            change(
              { engagement: said },
              `Counted where nobody chose: ${engagements[said].toLowerCase()}.`,
            )
          }
        />
      </TileFrame>
    </div>
  )
}
