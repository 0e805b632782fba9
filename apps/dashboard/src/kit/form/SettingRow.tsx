import type { ReactNode } from 'react'
import './Rows.css'

interface Props {
  readonly label: string
  readonly about?: ReactNode
  /** Of the input that the label is for. */
  readonly inputId?: string
  readonly children: ReactNode
}

export const SettingRow = ({ label, about, inputId, children }: Props) => (
  <div className="setting">
    <div className="setting-about">
      {inputId ? <label htmlFor={inputId}>{label}</label> : <strong>{label}</strong>}
      {about && <p>{about}</p>}
    </div>
    <div className="setting-value">{children}</div>
  </div>
)

export const SettingWrong = ({
  id,
  words,
}: {
  readonly id: string
  readonly words: string | null
}) => (
  <div role="alert">
    {words !== null && (
      <p id={id} className="setting-wrong">
        {words}
      </p>
    )}
  </div>
)
