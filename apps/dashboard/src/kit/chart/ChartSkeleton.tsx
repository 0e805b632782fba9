import { Skeleton } from '@mantine/core'
import { useEffect } from 'react'
import './ChartSkeleton.css'
import { loadCanvas } from './load-canvas.ts'

const heights = [18, 46, 30, 74, 38, 22, 90, 52, 34, 66, 26, 80, 44, 58]

/** The shape of what comes: a legend, and something that goes up and down. What it is drawn with comes meanwhile. */
export function ChartSkeleton() {
  useEffect(() => {
    loadCanvas().catch(() => {}) // the chart tries again, and says so if that fails
  }, [])
  return (
    <div className="chart-skeleton">
      <Skeleton height={14} width="55%" />
      <div className="chart-skeleton-bars">
        {heights.map((height) => (
          <Skeleton key={height} height={`${height}%`} radius={3} />
        ))}
      </div>
    </div>
  )
}
