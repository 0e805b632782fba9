import { Skeleton } from '@mantine/core'

/** While even the workspace is unknown. */
export const OverviewSkeleton = () => (
  <div className="overview-tiles" role="status" aria-label="Loading">
    <Skeleton className="overview-wide" height={44} mt={8} width="40%" />
    <Skeleton className="overview-wide" height={216} />
    <Skeleton height={470} />
    <Skeleton height={470} />
  </div>
)
