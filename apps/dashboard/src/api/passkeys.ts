import type {
  addPasskey,
  passkeyOptions,
  passkeySignIn,
  passkeySignInOptions,
} from '@airgraph/contract/sign-in.ts'
import type { Api } from './api.ts'

/** Not everywhere: they need https, or this machine. */
export const canPasskeys = () =>
  typeof PublicKeyCredential !== 'undefined' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'

const asJson = (credential: Credential | null) => {
  if (!(credential instanceof PublicKeyCredential))
    throw new Error('The browser gave no passkey. Try again.')
  return credential.toJSON() as { readonly id: string; readonly type: string }
}

export async function signInWithPasskey(api: Api) {
  const options = await api.call<typeof passkeySignInOptions>(
    'GET /v1/auth/passkey/generate-authenticate-options',
  )
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never)
  const response = asJson(await navigator.credentials.get({ publicKey }))
  await api.call<typeof passkeySignIn>('POST /v1/auth/passkey/verify-authentication', {
    body: { response },
  })
}

export async function makePasskey(api: Api, name: string) {
  const options = await api.call<typeof passkeyOptions>(
    'GET /v1/auth/passkey/generate-register-options',
  )
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never)
  const response = asJson(await navigator.credentials.create({ publicKey }))
  await api.call<typeof addPasskey>('POST /v1/auth/passkey/verify-registration', {
    body: { response, name },
  })
}
