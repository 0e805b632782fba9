import { useState } from 'react'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { type Chosen, choose } from './chosen.ts'
import { DropZone } from './DropZone.tsx'
import './Import.css'
import { Loading } from './Loading.tsx'
import { Mapped } from './Mapped.tsx'
import type { Order } from './order.ts'
import { OfExport } from './OfExport.tsx'

/** A file is looked at first, then its columns are named, then it is loaded. */
export function Import() {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [order, setOrder] = useState<Order | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isReading, setReading] = useState(false)
  const take = async (file: File) => {
    setProblem(null)
    setReading(true)
    try {
      setChosen(await choose(file))
    } catch (error) {
      setProblem((error as Error).message)
    } finally {
      setReading(false)
    }
  }
  const again = () => {
    setOrder(null)
    setChosen(null)
  }
  if (order !== null)
    return (
      <TileFrame title={order.file.name} testId="import">
        <Loading order={order} onAgain={again} onBack={() => setOrder(null)} />
      </TileFrame>
    )
  if (chosen === null)
    return (
      <TileFrame title="Choose a file" testId="import">
        <div className="import">
          <DropZone onFile={(file) => void take(file)} isReading={isReading} />
          {problem && (
            <p className="import-problem" role="alert">
              {problem}
            </p>
          )}
          <p className="import-else">
            Parquet, and files too large for a browser: <code>npx airgraph import FILE</code>. The
            same choices there make the same events.
          </p>
        </div>
      </TileFrame>
    )
  return chosen.format === null ? (
    <Mapped chosen={chosen} onAgain={again} onOrder={setOrder} />
  ) : (
    <OfExport chosen={chosen} format={chosen.format} onAgain={again} onOrder={setOrder} />
  )
}
