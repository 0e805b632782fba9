/** What a person may be in a workspace, least first. A client sees only what is shared with it. */
export const memberRoles = ['client', 'viewer', 'editor', 'admin', 'owner'] as const
export type MemberRole = (typeof memberRoles)[number]

const rankOf = (role: MemberRole) => memberRoles.indexOf(role)

export const isAtLeast = (role: MemberRole, least: MemberRole) => rankOf(role) >= rankOf(least)

export const lesserRole = (a: MemberRole, b: MemberRole): MemberRole => (isAtLeast(a, b) ? b : a)
export const greaterRole = (a: MemberRole, b: MemberRole): MemberRole => (isAtLeast(a, b) ? a : b)
