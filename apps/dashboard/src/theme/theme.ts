import { createTheme, Drawer, Modal } from '@mantine/core'
import { fonts, radii, textSizes } from './tokens.ts'

/** A dialog's head is not the page's: to a screen reader there is one banner. */
const plainHeader = { header: { role: 'presentation' } }

export const theme = createTheme({
  fontFamily: fonts.text,
  fontFamilyMonospace: fonts.code,
  fontSizes: { xs: textSizes.small, sm: textSizes.body, md: textSizes.heading },
  defaultRadius: radii.control,
  primaryColor: 'indigo',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // What need not be said is said to be optional instead.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    // Locking the page's scroll writes a <style> of its own, which our policy forbids.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, attributes: plainHeader } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, attributes: plainHeader } }),
  },
})
