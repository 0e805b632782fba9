import type { signOut } from '@airgraph/contract/sign-in.ts'
import { useApi } from '../api/api.ts'
import { useMeNow } from './me-context.ts'

export function useSignOut() {
  const api = useApi()
  const { refresh } = useMeNow()
  return async () => {
    await api.call<typeof signOut>('POST /v1/auth/sign-out')
    await refresh()
  }
}
