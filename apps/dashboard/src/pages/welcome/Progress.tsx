import { IconCheck } from '@tabler/icons-react'
import './Progress.css'

const steps = ['Choose your sender', 'Paste the URL', 'Send a test', 'See it arrive'] as const

/** Where one is on the way. `at` is the step that is to be done, `steps.length` when all is. */
export const Progress = ({ at }: { readonly at: number }) => (
  <ol className="welcome-progress" aria-label="Progress">
    {steps.map((step, i) => (
      <li
        key={step}
        data-state={i < at ? 'done' : i === at ? 'now' : 'later'}
        aria-current={i === at ? 'step' : undefined}
      >
        <span aria-hidden>{i < at ? <IconCheck size={13} stroke={3} /> : i + 1}</span>
        {step}
        {i < at && <span className="hidden-visually">, done</span>}
      </li>
    ))}
  </ol>
)

export const allDone = steps.length
