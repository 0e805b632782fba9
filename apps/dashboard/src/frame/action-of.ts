import { pages } from './pages.ts'

export type Action =
  | 'palette'
  | 'shortcuts'
  | 'pause'
  | 'search'
  | { readonly go: (typeof pages)[number]['path'] }

type Pressed = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>

const single: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['?', 'shortcuts'],
  ['/', 'search'],
  ['l', 'pause'],
])

/** What a key means after the key before it. `isFree`: nobody is typing, and no dialog is open. */
export function actionOf(pressed: Pressed, before: string, isFree: boolean): Action | null {
  const { key, metaKey, ctrlKey, altKey } = pressed
  if (key.toLowerCase() === 'k' && (metaKey || ctrlKey)) return 'palette'
  if (!isFree || metaKey || ctrlKey || altKey) return null
  const page = before === 'g' ? pages.find((one) => one.key === key) : undefined
  return page ? { go: page.path } : (single.get(key) ?? null)
}
