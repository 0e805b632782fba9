import { Button } from '@mantine/core'
import type { Brand as Branded } from '@airgraph/contract/settings.ts'
import { useRef, useState } from 'react'
import { useApi } from '../../api/api.ts'
import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { FormProblem } from '../../kit/form/FormProblem.tsx'
import { SelectSetting } from '../../kit/form/SelectSetting.tsx'
import { SettingRow } from '../../kit/form/SettingRow.tsx'
import { TextSetting } from '../../kit/form/TextSetting.tsx'
import { useSubmit } from '../../kit/form/use-submit.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import './Brand.css'
import { buttonWarning, linkWarning } from './brand-colours.ts'
import { BrandPreview } from './BrandPreview.tsx'
import { ColourSetting } from './ColourSetting.tsx'
import { useChange } from './use-change.ts'
import { useLogo } from './use-logo.ts'

const fonts = {
  system: 'The reader’s own',
  inter: 'Inter',
  'source-serif': 'Source Serif',
  'jetbrains-mono': 'JetBrains Mono',
}

/** What is being chosen and is not saved yet; `null`: Airgraph’s own again. */
interface Drafts {
  readonly primaryColour?: string | null | undefined
  readonly accentColour?: string | null | undefined
}

const withDrafts = (brand: Branded, { primaryColour, accentColour }: Drafts): Branded => ({
  ...brand,
  ...(primaryColour !== undefined && { primaryColour }),
  ...(accentColour !== undefined && { accentColour }),
})

/** How what is shown to others looks. */
export function Brand() {
  const { brand, name, role, sample } = useWorkspaceNow()
  const change = useChange()
  const readOnly = role === null || sample || !mayManage(role, sample)
  const [drafts, setDrafts] = useState<Drafts>({})
  const drafting = (part: keyof Drafts) => (value: string | null | undefined) =>
    setDrafts((now) => ({ ...now, [part]: value }))
  return (
    <div className="section">
      <TileFrame
        title="Brand"
        subtitle="For reports and pages that others see"
        testId="settings-brand"
      >
        <Logo readOnly={readOnly} />
        <ColourSetting
          label="Main colour"
          about="Of buttons."
          warn={buttonWarning}
          onDraft={drafting('primaryColour')}
          value={brand.primaryColour}
          readOnly={readOnly}
          onSave={(primaryColour) =>
            change({ brand: { primaryColour } }, 'The main colour is changed.')
          }
        />
        <ColourSetting
          label="Second colour"
          about="Of links."
          warn={linkWarning}
          onDraft={drafting('accentColour')}
          value={brand.accentColour}
          readOnly={readOnly}
          onSave={(accentColour) =>
            change({ brand: { accentColour } }, 'The second colour is changed.')
          }
        />
        <SelectSetting
          label="Typeface"
          value={brand.font}
          words={fonts}
          readOnly={readOnly}
          onSave={(font) => change({ brand: { font } }, `Its typeface is ${fonts[font]} now.`)}
        >
          <p className={`brand-sample brand-sample-${brand.font}`}>{name}, 42.7%</p>
        </SelectSetting>
        <TextSetting
          label="Domain"
          about="Where others see it. Let a CNAME of it point to this server, and its proxy hold a certificate for it."
          placeholder="reports.example.com"
          autoComplete="off"
          value={brand.domain ?? ''}
          readOnly={readOnly}
          onSave={(said) =>
            change(
              { brand: { domain: said === '' ? null : said } },
              said === '' ? 'It has no domain of its own now.' : `Its domain is ${said} now.`,
            )
          }
        />
      </TileFrame>
      <BrandPreview name={name} brand={withDrafts(brand, drafts)} />
    </div>
  )
}

function Logo({ readOnly }: { readonly readOnly: boolean }) {
  const { brand, name } = useWorkspaceNow()
  const { workspaceId } = useApi()
  const { put, remove } = useLogo(workspaceId)
  const { underway, problem, run } = useSubmit()
  const input = useRef<HTMLInputElement>(null)
  return (
    <SettingRow label="Logo" about="PNG, JPEG or WebP, at most 512 KB.">
      {brand.logoUrl ? (
        <div className="brand-logos">
          <img className="brand-logo" src={brand.logoUrl} alt={`Logo of ${name}, on white`} />
          <img className="brand-logo brand-logo-dark" src={brand.logoUrl} alt="The same, on dark" />
        </div>
      ) : (
        <p className="setting-said">None</p>
      )}
      {!readOnly && (
        <div className="form-actions">
          <input
            ref={input}
            type="file"
            className="hidden-visually"
            accept="image/png,image/jpeg,image/webp"
            aria-label="File of the logo"
            tabIndex={-1}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              currentTarget.value = ''
              if (file) void run(() => put(file))
            }}
          />
          <Button
            size="xs"
            variant="default"
            loading={underway}
            onClick={() => input.current?.click()}
          >
            {brand.logoUrl ? 'Replace …' : 'Choose a file …'}
          </Button>
          {brand.logoUrl && (
            <Button
              size="xs"
              variant="default"
              disabled={underway}
              onClick={() => void run(remove)}
            >
              Take away
            </Button>
          )}
        </div>
      )}
      <FormProblem of={problem} />
    </SettingRow>
  )
}
