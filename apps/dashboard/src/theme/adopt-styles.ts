import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core'
import { cssVariables } from './css-variables.ts'
import { theme } from './theme.ts'

/** As a constructed sheet: a policy that forbids inline styles lets it pass, Mantine's own <style> it does not. */
export function adoptStyles(root: DocumentOrShadowRoot) {
  const mantine = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync([mantine, cssVariables()].map((input) => convertCssVariables(input)).join('\n'))
  root.adoptedStyleSheets.push(sheet)
}
