import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly undo?: () => void
}

/** Time to read it and to reach the button. */
const staysMs = 8_000

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

export const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id))

/** Says that something was done. `undo` takes it back for as long as the toast is there. */
export function say(
  text: string,
  { tone = 'plain', undo }: Partial<Pick<Toast, 'tone' | 'undo'>> = {},
) {
  const id = ++last
  set([...toasts.slice(-2), { id, text, tone, ...(undo && { undo }) }])
  setTimeout(dismiss, staysMs, id)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToasts = () => useSyncExternalStore(subscribe, () => toasts)
