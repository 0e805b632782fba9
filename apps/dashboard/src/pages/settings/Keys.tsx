import { useState } from 'react'
import { Answered } from '../../kit/Answered.tsx'
import { SecretOnce } from '../../kit/form/SecretOnce.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { KeyRow } from './KeyRow.tsx'
import { type Fresh, useKeys } from './use-keys.ts'
import { NewKey } from './NewKey.tsx'

export function Keys() {
  const [fresh, setFresh] = useState<Fresh | null>(null)
  const answered = useKeys()
  return (
    <div className="section">
      <NewKey onMade={setFresh} />
      <TileFrame title="API keys" testId="keys">
        {fresh && (
          <SecretOnce
            key={fresh.secret}
            title={fresh.title}
            secret={fresh.secret}
            onDone={() => setFresh(null)}
          />
        )}
        <Answered of={answered} skeleton={<TableSkeleton rows={2} />}>
          {({ keys }) =>
            keys.length === 0 ? (
              <p className="section-text">None yet. Programs need one, people do not.</p>
            ) : (
              <ul className="rows">
                {keys.map((key) => (
                  <KeyRow key={key.keyId} of={key} onRotated={setFresh} />
                ))}
              </ul>
            )
          }
        </Answered>
      </TileFrame>
    </div>
  )
}
