import { Skeleton } from '@mantine/core'
import './TableSkeleton.css'

const widths = ['62%', '74%', '55%', '68%', '48%', '71%', '58%', '66%', '52%', '70%']

/** Rows of the height that rows have. */
export const TableSkeleton = ({ rows = 8 }: { readonly rows?: number }) => (
  <div className="table-skeleton" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, i) => (
      <div key={i}>
        <Skeleton height={12} width={widths[i % widths.length]} />
        <Skeleton height={12} />
        <Skeleton height={12} />
        <Skeleton height={12} />
      </div>
    ))}
  </div>
)
