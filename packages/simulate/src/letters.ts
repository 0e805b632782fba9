import type { Campaign } from './campaign.ts'
import type { Programme } from './programme.ts'
import { openRun } from './run.ts'

/** How a campaign's mail looks. */
export interface Letter {
  readonly campaign: string
  readonly html: string
}

/** The mail of every campaign of the programme. */
export function lettersOf(programme: Programme): readonly Letter[] {
  const { mailings, flows } = openRun(programme)
  return [...mailings, ...Object.values(flows)].map(letterOf)
}

const letterOf = ({ id, links, variants }: Campaign): Letter => {
  const [about = '', ...further] = links
  const products = further.slice(0, -3)
  const [view = '', preferences = '', imprint = ''] = further.slice(-3)
  const title = String(variants[0]?.properties['subject'] ?? id)
  return {
    campaign: id,
    html: `<!doctype html>
<html lang="en">
<body style="margin:0;background:#f2efe9;font-family:Georgia,serif;color:#2c2a26">
<table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;margin:0 auto;background:#fff">
<tr><td style="padding:14px 32px;font-size:12px;text-align:right"><a href="${escaped(view)}" style="color:#6d675c">View in browser</a></td></tr>
<tr><td style="padding:8px 32px 24px;font-size:26px;letter-spacing:2px;text-align:center">LARKSPUR</td></tr>
<tr><td style="padding:40px 32px;background:#40604d;color:#fff;text-align:center">
<h1 style="margin:0 0 20px;font-size:26px;line-height:34px;font-weight:normal">${escaped(title)}</h1>
<a href="${escaped(about)}" style="display:inline-block;padding:14px 28px;background:#fff;color:#2c2a26;text-decoration:none">See what is new</a>
</td></tr>
${products.map(productRow).join('\n')}
<tr><td style="padding:28px 32px;font-size:12px;line-height:22px;color:#6d675c;text-align:center">
Larkspur, 12 Garden Row. <a href="${escaped(preferences)}" style="color:#6d675c">Preferences</a> · <a href="${escaped(imprint)}" style="color:#6d675c">Imprint</a>
</td></tr>
</table>
</body>
</html>`,
  }
}

const productRow = (link: string) => {
  const number = /\/p\/(\d+)/.exec(link)?.[1] ?? ''
  return `<tr><td style="padding:20px 32px;border-bottom:1px solid #e6e1d6">
<a href="${escaped(link)}" style="color:#2c2a26;font-size:17px">Piece no. ${number}</a>
<p style="margin:6px 0 0;font-size:14px;line-height:21px;color:#6d675c">Made by hand, in small numbers.</p>
</td></tr>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
