import { createTheme } from '@mantine/core'
import { fonts, textSizes } from './tokens.ts'

export const theme = createTheme({
  fontFamily: fonts.text,
  fontFamilyMonospace: fonts.code,
  fontSizes: { xs: textSizes.small, sm: textSizes.body, md: textSizes.heading },
  defaultRadius: '0.5rem',
  primaryColor: 'indigo',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
})
