import { Button } from '@mantine/core'
import type { Provenance } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { formatCount } from '../format/numbers.ts'
import { copyText } from './copy-text.ts'
import './QuestionCard.css'

interface Props {
  readonly question: Asked
  readonly provenance?: Provenance | undefined
}

/** The same can be asked by a key: nothing on a page is out of the API's reach. */
export function QuestionCard({ question, provenance }: Props) {
  const json = JSON.stringify(question, null, 2)
  return (
    <div className="question-card">
      <p>
        Send this to <code>POST /v1/ask</code> with a key to get the same answer.
        {provenance &&
          ` It read ${formatCount(provenance.rowsRead)} rows in ${formatCount(Math.round(provenance.milliseconds))} ms.`}
      </p>
      <pre tabIndex={0}>{json}</pre>
      <Button
        size="xs"
        variant="default"
        onClick={() => void copyText(json, 'The question is copied.')}
      >
        Copy
      </Button>
    </div>
  )
}
