import type { ExportFormat } from './export-format.ts'
import { posthogExport } from './exports/posthog.ts'

export const exportFormats: readonly ExportFormat[] = [posthogExport]
