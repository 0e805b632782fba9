import { CloseButton } from '@mantine/core'
import { dismiss, useToasts } from './toast.ts'
import './Toaster.css'

/** Where toasts stand. Screen readers hear them when they come. */
export const Toaster = () => (
  <div className="toaster no-print" role="status" aria-live="polite">
    {useToasts().map(({ id, text, tone, undo }) => (
      <div key={id} className={`toast toast-${tone}`}>
        <span>{text}</span>
        {undo && (
          <button
            type="button"
            className="plain toast-undo"
            onClick={() => {
              undo()
              dismiss(id)
            }}
          >
            Undo
          </button>
        )}
        <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(id)} />
      </div>
    ))}
  </div>
)
