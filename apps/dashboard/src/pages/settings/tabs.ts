import { isAtLeast } from '@airgraph/domain/role.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'

export const settingsTabs = [
  { id: '', title: 'General', least: 'client' },
  { id: 'brand', title: 'Brand', least: 'viewer' },
  { id: 'members', title: 'Members', least: 'viewer' },
  { id: 'agency', title: 'Agency and clients', least: 'viewer' },
  { id: 'keys', title: 'API keys', least: 'admin' },
  { id: 'audit', title: 'Audit log', least: 'admin' },
  { id: 'danger', title: 'Danger', least: 'owner' },
] as const satisfies readonly { id: string; title: string; least: MemberRole }[]

export type SettingsTab = (typeof settingsTabs)[number]

/** What somebody may see of the settings. The sample has no people and no keys. */
export function tabsFor(role: MemberRole | null, sample: boolean): readonly SettingsTab[] {
  if (sample) return settingsTabs.slice(0, 1)
  return settingsTabs.filter(({ least }) => isAtLeast(role ?? 'client', least))
}
