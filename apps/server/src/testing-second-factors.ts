import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replaceAll('=', ''))
    .map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** What an app shows now for that URI (RFC 6238). */
export function codeFor(uri: string, at = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const secret = fromBase32(new URL(uri).searchParams.get('secret') ?? '')
  const mac = createHmac('sha1', secret).update(counter).digest()
  const from = (mac.at(-1) ?? 0) & 0x0f
  return String((mac.readUInt32BE(from) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id: string }
}
interface RequestOptions {
  readonly challenge: string
  readonly rpId: string
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
/** The type and length of a value in CBOR, as short as it can be said. */
function head(major: number, length: number) {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff])
}
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])

/** An authenticator in software: one key, ES256, no attestation (WebAuthn, level 2). */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ])
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const coded = (data: Buffer) => data.toString('base64url')
  const credential = (response: object) => ({
    id: coded(id),
    rawId: coded(id),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })
  return {
    create({ challenge, rp }: CreationOptions) {
      const idLength = Buffer.from([0, id.length])
      const data = Buffer.concat([
        sha256(rp.id),
        Buffer.from([0x45, 0, 0, 0, 0]), // present, verified, with a credential; used 0 times
        Buffer.alloc(16),
        idLength,
        id,
        cose,
      ])
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(data),
      ])
      return credential({
        clientDataJSON: coded(clientData('webauthn.create', challenge)),
        attestationObject: coded(attestation),
        transports: ['internal'],
      })
    },
    get({ challenge, rpId }: RequestOptions) {
      const data = Buffer.concat([sha256(rpId), Buffer.from([0x05, 0, 0, 0, 1])])
      const said = clientData('webauthn.get', challenge)
      const signature = sign('sha256', Buffer.concat([data, sha256(said)]), privateKey)
      return credential({
        clientDataJSON: coded(said),
        authenticatorData: coded(data),
        signature: coded(signature),
      })
    },
  }
}
