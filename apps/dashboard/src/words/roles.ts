import type { MemberRole } from '@airgraph/domain/role.ts'

interface Words {
  readonly title: string
  readonly article: string
  readonly may: string
}

export const roleWords: Readonly<Record<MemberRole, Words>> = {
  owner: {
    title: 'Owner',
    article: 'an owner',
    may: 'Owners may do everything, also give it away and delete it.',
  },
  admin: {
    title: 'Admin',
    article: 'an admin',
    may: 'Admins invite people and change settings, keys and sources.',
  },
  editor: {
    title: 'Editor',
    article: 'an editor',
    may: 'Editors work with reports and data, and leave settings as they are.',
  },
  viewer: {
    title: 'Viewer',
    article: 'a viewer',
    may: 'Viewers see every number, and change none.',
  },
  client: {
    title: 'Client',
    article: 'a client',
    may: 'Clients see the numbers that are shared with them.',
  },
}
