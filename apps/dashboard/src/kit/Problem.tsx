import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { adviceFor } from './advice.ts'
import './Problem.css'

interface Props {
  readonly of: Error
  readonly onRetry: () => void
}

/** What went wrong, what to do, and what the server said. */
export function Problem({ of, onRetry }: Props) {
  const { title, next, detail } = adviceFor(of)
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <strong>{title}</strong>
        <p>{next}</p>
        <p className="problem-detail">{detail}</p>
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </div>
  )
}
