import { createContext, useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Whether the tile around can be seen, or soon will; `null` outside any tile. */
export const InView = createContext<boolean | null>(null)

/** So far outside the window somebody may be there at the next turn of the wheel. */
const rootMargin = '160px'

export function useInView(place: RefObject<Element | null>): boolean {
  const [isInView, setInView] = useState(false)
  useEffect(() => {
    if (!place.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place])
  return isInView
}
