import type { Me } from '../api/me.ts'

/** These stand alone: no workspace is around them. */
const alone = [
  '/setup',
  '/begin',
  '/sign-in',
  '/forgot-password',
  '/reset-password',
  '/confirm-email',
  '/invitation',
  '/workspaces/new',
]

export type Place = 'alone' | 'setup' | 'sign-in' | 'nowhere' | 'not-yours' | 'inside'

/** What whoever came to that address is to be shown. `wanted`: the workspace that the address names, or ''. */
export function placeOf(
  { setup, person, workspaces }: Pick<Me, 'setup' | 'person' | 'workspaces'>,
  pathname: string,
  wanted: string,
): Place {
  if (alone.includes(pathname.replace(/\/$/, ''))) return 'alone'
  const isTheirs = wanted === '' || workspaces.some(({ id }) => id === wanted)
  if (person === null) {
    if (workspaces.length > 0 && isTheirs) return 'inside'
    return setup ? 'setup' : 'sign-in'
  }
  if (!isTheirs) return 'not-yours'
  return workspaces.length === 0 ? 'nowhere' : 'inside'
}

/** A path of this page and nothing else: what stands in an address may have been put there by anybody. */
export const safePath = (path: string) => (/^\/(?![/\\])/.test(path) ? path : '/')
