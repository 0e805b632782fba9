import { Option } from 'commander'

export const workspaceOption = () =>
  new Option('-w, --workspace <id>', 'whose events').default('sample')
