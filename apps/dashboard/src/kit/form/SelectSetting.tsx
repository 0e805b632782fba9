import { NativeSelect } from '@mantine/core'
import { useId } from 'react'
import { SettingRow, SettingWrong } from './SettingRow.tsx'
import { type Saved, useSaving } from './use-saving.ts'

interface Props<T extends string> extends Saved<T> {
  readonly words: Readonly<Record<T, string>>
}

/** Saved when it is chosen. */
export function SelectSetting<T extends string>({
  label,
  about,
  value,
  onSave,
  readOnly,
  words,
  children,
}: Props<T>) {
  const id = useId()
  const { wrong, save } = useSaving(onSave)
  if (readOnly)
    return (
      <SettingRow label={label} about={about}>
        <p className="setting-said">{words[value] ?? value}</p>
        {children}
      </SettingRow>
    )
  return (
    <SettingRow label={label} about={about} inputId={id}>
      <NativeSelect
        id={id}
        data={Object.entries<string>(words).map(([of, said]) => ({ value: of, label: said }))}
        value={value}
        onChange={({ currentTarget }) => void save(currentTarget.value as T)}
      />
      <SettingWrong id={`${id}-wrong`} words={wrong} />
      {children}
    </SettingRow>
  )
}
