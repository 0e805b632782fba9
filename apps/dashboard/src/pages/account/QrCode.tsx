import { useMemo } from 'react'
import { encode } from 'uqr'
import { pathOfCells } from './path-of-cells.ts'

interface Props {
  readonly of: string
  readonly label: string
}

/** Dark on light in both themes: scanners want it so. */
export function QrCode({ of, label }: Props) {
  const { size, path } = useMemo(() => {
    const { data, size: cells } = encode(of, { border: 2 })
    return { size: cells, path: pathOfCells(data) }
  }, [of])
  return (
    <svg className="account-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
