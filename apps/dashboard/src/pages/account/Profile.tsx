import type { patchMe, Preferences } from '@airgraph/contract/me.ts'
import { useApi } from '../../api/api.ts'
import { usePersonNow } from '../../frame/me-context.ts'
import { formatCount } from '../../format/numbers.ts'
import { SelectSetting } from '../../kit/form/SelectSetting.tsx'
import { TextSetting } from '../../kit/form/TextSetting.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { EmailSetting } from './EmailSetting.tsx'
import { localeWords } from './locale-words.ts'

const themes = { system: 'As my system', light: 'Light', dark: 'Dark' }
const browsers = ''
const locales = { [browsers]: 'As my browser', ...localeWords() }

/** What is one's own, in whatever workspace and on whatever device. */
export function Profile() {
  const api = useApi()
  const { person, refresh } = usePersonNow()
  const { name, preferences } = person
  const send = async (body: { name?: string; preferences?: Partial<Preferences> }) => {
    await api.call<typeof patchMe>('PATCH /v1/me', { body })
    await refresh()
  }
  const change = async (
    body: Parameters<typeof send>[0],
    back: Parameters<typeof send>[0],
    done: string,
  ) => {
    await send(body)
    say(done, { undo: () => void send(back) })
  }
  return (
    <div className="section">
      <TileFrame title="Profile" testId="profile">
        <TextSetting
          label="Name"
          about="As others see it."
          value={name}
          readOnly={false}
          maxLength={80}
          autoComplete="name"
          judge={(said) => (said === '' ? 'Type your name.' : null)}
          onSave={(said) => change({ name: said }, { name }, `You are ${said} now.`)}
        />
        <EmailSetting />
        <SelectSetting
          label="Colours"
          value={preferences.theme}
          words={themes}
          readOnly={false}
          onSave={(theme) =>
            change(
              { preferences: { theme } },
              { preferences: { theme: preferences.theme } },
              `Colours: ${themes[theme].toLowerCase()}.`,
            )
          }
        />
        <SelectSetting
          label="Numbers and dates"
          value={preferences.locale ?? browsers}
          words={locales}
          readOnly={false}
          onSave={(locale) =>
            change(
              { preferences: { locale: locale === browsers ? null : locale } },
              { preferences: { locale: preferences.locale } },
              'Numbers and dates are changed.',
            )
          }
        >
          <p className="setting-note">Such as {formatCount(1_234_567.89)}.</p>
        </SelectSetting>
      </TileFrame>
    </div>
  )
}
