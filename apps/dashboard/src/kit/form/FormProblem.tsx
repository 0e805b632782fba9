import { IconAlertTriangle } from '@tabler/icons-react'
import { inSentence } from './in-sentence.ts'
import './Form.css'

/** What was wrong, read aloud when it comes: the region is there before it. */
export const FormProblem = ({ of }: { readonly of: Error | string | null }) => (
  <div role="alert" className="form-problem-region">
    {of !== null && (
      <p className="form-problem">
        <IconAlertTriangle size={16} aria-hidden />
        <span>{typeof of === 'string' ? of : inSentence(of)}</span>
      </p>
    )}
  </div>
)
