import type { EmailAddress } from '@airgraph/domain/ids.ts'
import { type Result, err, ok } from '@airgraph/domain/result.ts'

/** Why a text is not one e-mail address. */
export type AddressFault =
  | 'longer than an address can be'
  | 'has control characters'
  | 'has no @'
  | 'names more than one address'
  | 'has a part before the @ that no mailbox can have'
  | 'has a domain that cannot exist'

const longestText = 1_000
const longestAddress = 320

/** Blanks that Unicode knows, and the marks without width that are copied along with text. */
const margin =
  /^[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+|[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+$/gu
const control = /\p{Cc}/u
const inBrackets = /<([^<>]*)>$/
const mailbox = /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}\p{Cs}]+$/u
const asciiDomain =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** What nearly every address looks like: nothing to convert, nothing to refuse. */
const plain =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63}$/

/**
 * The one address in a text such as `Ann <ann@Example.com>`: lower case, IDN as punycode, plus-tags kept.
 * Quoted mailboxes and address literals (`"a b"@[192.0.2.1]`) are refused: in practice they are attacks or typing errors.
 */
export function readAddress(text: string): Result<EmailAddress, AddressFault> {
  if (text.length <= 254 && plain.test(text)) return ok(text as EmailAddress)
  if (text.length > longestText) return err('longer than an address can be')
  const trimmed = text.replace(margin, '')
  if (control.test(trimmed)) return err('has control characters')
  const bare = inBrackets.exec(trimmed)?.[1] ?? trimmed
  return readBare(bare.replace(margin, '').normalize('NFC').toLowerCase())
}

function readBare(address: string): Result<EmailAddress, AddressFault> {
  const at = address.indexOf('@')
  if (at < 0) return err('has no @')
  if (address.includes('@', at + 1)) return err('names more than one address')
  const local = address.slice(0, at)
  if (!mailbox.test(local)) return err('has a part before the @ that no mailbox can have')
  const domain = readDomain(address.slice(at + 1))
  if (domain === null) return err('has a domain that cannot exist')
  const whole = `${local}@${domain}`
  return whole.length > longestAddress
    ? err('longer than an address can be')
    : ok(whole as EmailAddress)
}

function readDomain(text: string): string | null {
  const domain = text.endsWith('.') ? text.slice(0, -1) : text
  const ascii = /^[\x21-\x7e]*$/.test(domain) ? domain : punycode(domain)
  return ascii.length <= 253 && asciiDomain.test(ascii) ? ascii : null
}

/** By way of a URL, which a browser has too; empty for what is no host. */
const punycode = (domain: string): string =>
  /[\s/?#\\:%@[\]]/.test(domain) || !URL.canParse(`http://${domain}`)
    ? ''
    : new URL(`http://${domain}`).hostname
