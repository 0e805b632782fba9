import type { DeviceClass } from '@airgraph/domain/event.ts'

export const deviceWords: Readonly<Record<DeviceClass, string>> = {
  desktop: 'Desktop',
  mobile: 'Phone',
  tablet: 'Tablet',
  webmail: 'Webmail',
  bot: 'Robot',
}
