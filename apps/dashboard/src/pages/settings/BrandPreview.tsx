import type { Brand } from '@airgraph/contract/settings.ts'
import type { CSSProperties } from 'react'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { colours } from '../../theme/tokens.ts'
import type { Scheme } from '../../theme/tokens.ts'
import { brandColours } from './brand-colours.ts'
import './BrandPreview.css'

interface Props {
  readonly name: string
  /** With what is being chosen and not saved yet. */
  readonly brand: Brand
}

const schemes = { light: 'In light', dark: 'In dark' } as const satisfies Record<Scheme, string>

/** How others will see it: nothing in it can be pressed. */
export const BrandPreview = (props: Props) => (
  <TileFrame
    title="Preview"
    subtitle="How mail and shared pages of this workspace will look, whatever colours their reader prefers"
    testId="brand-preview"
  >
    <div className="brand-previews">
      {(Object.keys(schemes) as Scheme[]).map((scheme) => (
        <InScheme key={scheme} scheme={scheme} {...props} />
      ))}
    </div>
  </TileFrame>
)

/** As CSS variables, so that the sheet says what each is for. */
function variables(brand: Brand, scheme: Scheme) {
  const { page, surface, ink, inkMuted, line } = colours[scheme]
  const { button, onButton, link } = brandColours(brand, scheme)
  return {
    '--brand-page': page,
    '--brand-surface': surface,
    '--brand-ink': ink,
    '--brand-ink-muted': inkMuted,
    '--brand-line': line,
    '--brand-button': button,
    '--brand-on-button': onButton,
    '--brand-link': link,
  } as CSSProperties
}

function InScheme({ name, brand, scheme }: Props & { readonly scheme: Scheme }) {
  return (
    <section
      className={`brand-preview brand-sample-${brand.font}`}
      style={variables(brand, scheme)}
      aria-label={schemes[scheme]}
      data-testid={`brand-preview-${scheme}`}
    >
      <h3>{schemes[scheme]}</h3>
      <div className="brand-paper">
        <p className="brand-bar">Mail from {name}</p>
        <Head name={name} brand={brand} />
        <p className="brand-line">Your week in mail</p>
        <p>Human open rate 42.7%, up 3.1 points on the week before.</p>
        <p>
          <span className="brand-button">Open the report</span>
        </p>
        <p className="brand-small">
          You get this every Monday. <span className="brand-link">Stop it</span>
        </p>
      </div>
      <div className="brand-paper">
        <p className="brand-bar">{brand.domain ?? window.location.host}</p>
        <Head name={name} brand={brand} />
        <p className="brand-line">Autumn campaign</p>
        <dl className="brand-numbers">
          <div>
            <dt>Delivered</dt>
            <dd>48,210</dd>
          </div>
          <div>
            <dt>Human open rate</dt>
            <dd>42.7%</dd>
          </div>
        </dl>
        <p className="brand-small">
          <span className="brand-link">How this is counted</span>
        </p>
      </div>
    </section>
  )
}

const Head = ({ name, brand: { logoUrl } }: Props) => (
  <div className="brand-head">
    {logoUrl ? (
      <img src={logoUrl} alt="" />
    ) : (
      <span className="brand-mark" aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
    )}
    <strong>{name}</strong>
  </div>
)
