import { useCallback, useEffect, useRef, useState } from 'react'
import { measurePlaces } from './measure-places.ts'
import type { Measured } from './measure-places.ts'

interface Mark {
  readonly place: number
  readonly label: string
  readonly isChosen: boolean
  /** 0 to 1, of the link that is clicked most. */
  readonly weight: number
}

interface Props {
  readonly src: string
  readonly title: string
  readonly measured: Measured | null
  readonly marks: readonly Mark[]
  readonly onMeasured: (measured: Measured) => void
  /** The place under the pointer; `null` for none. */
  readonly onPoint: (place: number | null) => void
}

/**
 * The mail, and marks upon it. Nothing in the frame can be reached by pointer or key: what runs in no script cannot
 * be stopped from following a link.
 */
export function MailFrame({ src, title, measured, marks, onMeasured, onPoint }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [loaded, setLoaded] = useState('')
  const measure = useCallback(() => {
    const mail = frame.current?.contentDocument
    if (mail?.body) onMeasured(measurePlaces(mail))
  }, [onMeasured])
  useEffect(() => {
    if (!frame.current || loaded === '') return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [loaded, measure])
  return (
    <div className="mail-frame" aria-busy={loaded !== src}>
      <iframe
        ref={frame}
        key={src}
        src={src}
        title={title}
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        loading="lazy"
        tabIndex={-1}
        style={{ height: measured?.height ?? 480 }}
        onLoad={() => {
          setLoaded(src)
          measure()
        }}
      />
      {measured &&
        marks.map(({ place, label, isChosen, weight }) => {
          const box = measured.places[place]?.box
          if (!box || box.width * box.height === 0 || box.top > measured.height) return null
          return (
            <div
              key={place}
              className={isChosen ? 'mail-mark mail-mark-chosen' : 'mail-mark'}
              style={{ ...box, '--ag-weight': `${Math.round(weight * 100)}%` } as object}
              aria-hidden
              onPointerEnter={() => onPoint(place)}
              onPointerLeave={() => onPoint(null)}
            >
              <span>{label}</span>
            </div>
          )
        })}
    </div>
  )
}
