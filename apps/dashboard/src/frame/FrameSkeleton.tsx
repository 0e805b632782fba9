import { Skeleton } from '@mantine/core'
import './FrameSkeleton.css'

/** While even the workspace is unknown. */
export const FrameSkeleton = () => (
  <div className="frame-skeleton" role="status" aria-label="Loading">
    <Skeleton height={30} width="30%" />
    <Skeleton height={200} />
    <Skeleton height={420} />
  </div>
)
