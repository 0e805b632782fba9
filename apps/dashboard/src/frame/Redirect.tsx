import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { FrameSkeleton } from './FrameSkeleton.tsx'

interface Props {
  readonly to: string
  /** Where to be taken afterwards. */
  readonly next?: string
}

/** Elsewhere, once: what was asked for first counts, whatever the address says while the other page is on its way. */
export function Redirect(props: Props) {
  const navigate = useNavigate()
  const [{ to, next }] = useState(props)
  useEffect(() => {
    void navigate({ to, search: next === undefined ? {} : { next }, replace: true })
  }, [navigate, to, next])
  return (
    <main className="frame-alone">
      <FrameSkeleton />
    </main>
  )
}
