import { deleteHtml, listHtml, putHtml, showHtml } from '@airgraph/contract/campaign-html.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { SavedHtml } from '@airgraph/store/records/campaign-html.ts'
import type { Note } from '../flows/note.ts'
import { framePolicy, tameHtml } from '../flows/tame-html.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'campaignHtml'>
  readonly note: Note
}

export const campaignHtmlRoutes = ({ records: { campaignHtml }, note }: Needs) => [
  handle(listHtml, async ({ workspaceId, params: { campaign } }) =>
    reply(200, { variants: (await campaignHtml.list(workspaceId, campaign)).map(shown) }),
  ),
  handle(putHtml, async (call) => {
    const { campaign } = call.params
    const html = readHtml(call.bytes)
    if (!html.ok) return reply(422, problem('invalid', `The body: ${html.error}.`))
    const saved = await campaignHtml.save(lookOf(call), html.value)
    if (!saved.ok) return tooMany
    await note(call, {
      action: 'campaign.html-set',
      on: { kind: 'campaign', id: campaign },
      after: { variant: saved.value.variant, bytes: saved.value.bytes },
    })
    return reply(200, shown(saved.value))
  }),
  handle(deleteHtml, async (call) => {
    const { variant } = call.query
    if (!(await campaignHtml.delete(lookOf(call)))) return unknown
    await note(call, {
      action: 'campaign.html-removed',
      on: { kind: 'campaign', id: call.params.campaign },
      before: { variant },
    })
    return reply(200, { variant })
  }),
  handle(showHtml, async (call) => {
    const html = await campaignHtml.find(lookOf(call))
    if (html === null) return unknown
    return {
      status: 200 as const,
      body: tameHtml(html),
      contentType: 'text/html; charset=utf-8',
      headers: {
        'content-security-policy': framePolicy(call.query.images === 'yes'),
        'x-frame-options': 'SAMEORIGIN',
        'x-dns-prefetch-control': 'off',
        'referrer-policy': 'no-referrer',
      },
    }
  }),
]

type Looking = Pick<Parameters<Records['campaignHtml']['find']>[0], 'workspaceId'> & {
  readonly params: { readonly campaign: string }
  readonly query: { readonly variant: string }
}
const lookOf = ({ workspaceId, params, query }: Looking) => ({
  workspaceId,
  campaign: params.campaign,
  variant: query.variant,
})

const shown = ({ savedAt, ...html }: SavedHtml) => ({ ...html, savedAt: savedAt.toISOString() })

const unknown = reply(
  404,
  problem('not-found', 'Nobody has said how this campaign’s mail, or this variant of it, looks.'),
)
const tooMany = reply(
  409,
  problem('conflict', 'This campaign has ten variants: delete one of them first.'),
)

function readHtml(bytes: Uint8Array): Result<string, string> {
  let html = ''
  try {
    html = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return err('it is not UTF-8 text')
  }
  if (html.trim() === '') return err('it is empty. Send the HTML of the mail')
  if (html.includes('\0')) return err('there are zero bytes in it. Send HTML as text')
  if (!/<[a-z!]/i.test(html)) return err('there is no HTML in it. Send the HTML of the mail')
  return ok(html)
}
