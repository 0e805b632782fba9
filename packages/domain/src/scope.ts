/** What a key may do. `admin` may do everything in its workspace. */
export const keyScopes = ['events:write', 'ask', 'admin'] as const
export type KeyScope = (typeof keyScopes)[number]
