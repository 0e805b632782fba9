import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** On another page the focus is at its beginning: a screen reader says it, and Tab goes on from there. */
export function useFocusOnPage() {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    const isInside = document.activeElement?.closest('main, [role=dialog]')
    const stays = isInside && document.activeElement?.closest('[data-keeps-focus]')
    if (!stays) document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
  }, [pathname])
}
