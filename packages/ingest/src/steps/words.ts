import type { Bounce } from '@airgraph/domain/event.ts'
import { nameless } from './nameless.ts'
import type { Step } from './step.ts'
import { readId, readText } from './text.ts'

const longest = { url: 8_192, userAgent: 1_024, name: 200, reason: 100, detail: 4_096, raw: 65_536 }
const countryCode = /^[A-Z]{2}$/

/** Everything that the source said in words: bounded, and safe to keep. An id too long to keep whole is refused. */
export const words: Step = ({ reported, identity: { address } }) => {
  const messageId = readId(reported.messageId)
  const campaignId = readId(reported.campaignId)
  if (messageId === false || campaignId === false) return 'id-too-long'
  return {
    event: {
      messageId,
      campaignId,
      url: without(address, readText(reported.url, longest.url)),
      userAgent: reported.userAgent === '' ? '' : readText(reported.userAgent, longest.userAgent),
      country: countryIn(reported.country),
      bounce: reported.bounce ? boundedBounce(reported.bounce, address) : null,
      name: readText(reported.name, longest.name),
      raw: without(address, readText(reported.raw, longest.raw)),
    },
  }
}

function countryIn(text: string | undefined): string | null {
  const code = text?.length === 2 ? text.toUpperCase() : ''
  return countryCode.test(code) ? code : null
}

const without = (address: string | null, text: string | null) =>
  text === null ? null : nameless(text, address)

const boundedBounce = (
  { class: kind, reason, detail }: Bounce,
  address: string | null,
): Bounce => ({
  class: kind,
  reason: readText(reason, longest.reason) ?? '',
  detail: without(address, readText(detail, longest.detail)) ?? '',
})
