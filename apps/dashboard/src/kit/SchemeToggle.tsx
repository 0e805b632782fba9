import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { IconMoon, IconSun } from '@tabler/icons-react'

interface Props {
  /** Beside that this browser keeps it. */
  readonly onChoose?: (scheme: 'light' | 'dark' | 'auto') => void
}

/** Whoever returns to what their system says follows the system again. */
export function SchemeToggle({ onChoose }: Props) {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  const other = shown === 'dark' ? 'light' : 'dark'
  const Icon = shown === 'dark' ? IconSun : IconMoon
  return (
    <ActionIcon
      className="no-print"
      variant="default"
      size="lg"
      aria-label={`Show in ${other} colours`}
      onClick={() => {
        const chosen = other === system ? 'auto' : other
        setColorScheme(chosen)
        onChoose?.(chosen)
      }}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
}
