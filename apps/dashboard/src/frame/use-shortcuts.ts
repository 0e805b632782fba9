import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useScopeSearch } from '../url/use-view.ts'
import { actionOf } from './action-of.ts'
import type { Action } from './action-of.ts'

interface Does {
  readonly palette: () => void
  readonly shortcuts: () => void
  readonly pause: () => void
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

const isInDialog = () => document.querySelector('[role=dialog]') !== null

/** The page's own search, where it has one. */
const focusSearch = () =>
  document.querySelector<HTMLInputElement>('main input[type=search]')?.focus()

export function useShortcuts(does: Does) {
  const navigate = useNavigate()
  const search = useScopeSearch()
  const before = useRef('')
  const act = useEffectEvent((action: Action) => {
    if (typeof action === 'object') return navigate({ to: action.go, search })
    if (action === 'search') return focusSearch()
    return does[action]()
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree = !isTyping(event.target) && !isInDialog()
      const action = actionOf(event, before.current, isFree)
      before.current = isFree ? event.key : ''
      if (action === null) return
      event.preventDefault()
      void act(action)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
