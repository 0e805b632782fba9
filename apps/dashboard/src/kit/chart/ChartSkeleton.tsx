import { Skeleton } from '@mantine/core'
import './ChartSkeleton.css'

const heights = [18, 46, 30, 74, 38, 22, 90, 52, 34, 66, 26, 80, 44, 58]

/** The shape of what comes: a legend, and something that goes up and down. */
export const ChartSkeleton = () => (
  <div className="chart-skeleton">
    <Skeleton height={14} width="55%" />
    <div className="chart-skeleton-bars">
      {heights.map((height) => (
        <Skeleton key={height} height={`${height}%`} radius={3} />
      ))}
    </div>
  </div>
)
