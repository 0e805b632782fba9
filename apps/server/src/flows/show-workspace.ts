import type { Brand } from '@airgraph/contract/settings.ts'
import type { Workspace } from '@airgraph/store/records/workspaces.ts'

type Branded = Pick<Workspace, 'workspaceId' | 'brand' | 'logoVersion'>

export const showBrand = ({ workspaceId, brand, logoVersion }: Branded): Brand => ({
  logoUrl:
    logoVersion === null
      ? null
      : `/v1/workspace/logo?workspace=${encodeURIComponent(workspaceId)}&v=${logoVersion}`,
  primaryColour: brand.primaryColour ?? null,
  accentColour: brand.accentColour ?? null,
  font: brand.font ?? 'system',
  domain: brand.domain ?? null,
})

export const showWorkspace = (workspace: Workspace) => ({
  workspaceId: workspace.workspaceId,
  name: workspace.name,
  timeZone: workspace.timeZone,
  currency: workspace.currency,
  weekStart: workspace.weekStart,
  sample: workspace.sample,
  cadence: workspace.cadence,
  engagement: workspace.engagement,
  brand: showBrand(workspace),
  deletesAt: workspace.deletesAt?.toISOString() ?? null,
})
