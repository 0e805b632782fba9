import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

interface Subject {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
}

interface Begun {
  readonly subject: Subject
  readonly nonce: string | null
  readonly challenge: string | null
}

const json64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function formOf(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

/** Somebody else's identity provider, on loopback: discovery, PKCE, signed ID tokens (OpenID Connect Core 1.0). */
export async function openProvider(clientId: string, clientSecret: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, Begun>()
  let issuer = ''
  let present: Subject | null = null

  const idToken = ({ subject, nonce }: Begun) => {
    const now = Math.floor(Date.now() / 1_000)
    const claims = { ...subject, iss: issuer, aud: clientId, iat: now, exp: now + 300 }
    const signed = `${json64({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${json64({ ...claims, ...(nonce !== null && { nonce }) })}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
  }

  const isClient = (form: URLSearchParams, header = '') =>
    (form.get('client_id') === clientId && form.get('client_secret') === clientSecret) ||
    header === `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

  const token = async (request: IncomingMessage) => {
    const form = await formOf(request)
    const begun = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (begun === undefined || !isClient(form, request.headers.authorization)) return null
    if (begun.challenge !== proof) return null
    return {
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: idToken(begun),
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    const send = (body: object | null) =>
      response
        .writeHead(body === null ? 400 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? { error: 'invalid_grant' }))
    if (url.pathname === '/.well-known/openid-configuration')
      return send({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (url.pathname === '/jwks')
      return send({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      })
    if (url.pathname === '/token') return void token(request).then(send)
    const code = randomBytes(8).toString('hex')
    if (present !== null)
      codes.set(code, {
        subject: present,
        nonce: url.searchParams.get('nonce'),
        challenge: url.searchParams.get('code_challenge'),
      })
    const back = new URL(url.searchParams.get('redirect_uri') ?? issuer)
    back.searchParams.set('code', code)
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    return response.writeHead(302, { location: back.href }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  issuer = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  return {
    issuer,
    /** Who is in front of it. */
    signIn(subject: Subject) {
      present = subject
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
