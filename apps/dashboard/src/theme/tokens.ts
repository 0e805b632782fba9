/**
 * What everything on the page looks like, in one place. Components use these as CSS variables (`inkMuted` is
 * `--ag-ink-muted`), Mantine and the charts are given them. `tokens.test.ts` holds them to their contrast.
 */
export interface Colours {
  readonly page: string
  readonly surface: string
  /** A second level upon the surface: bars behind rows, pressed buttons. */
  readonly sunken: string
  /** What lies on the sunken: the chosen one of several. */
  readonly raised: string
  readonly line: string
  readonly ink: string
  readonly inkMuted: string
  readonly accent: string
  readonly good: string
  readonly bad: string
  readonly warning: string
  readonly sent: string
  readonly opens: string
  readonly clicks: string
  readonly human: string
  readonly proxy: string
  readonly prefetch: string
  readonly scanner: string
  readonly unknown: string
  /** Groups beside each other that have no colour of their own, in the order in which they are given away. */
  readonly series1: string
  readonly series2: string
  readonly series3: string
  readonly series4: string
  readonly series5: string
  readonly series6: string
}

export type Scheme = 'light' | 'dark'

/** People are blue, machines orange: the pair that every kind of colour vision can tell apart. */
export const colours: Record<Scheme, Colours> = {
  light: {
    page: '#f6f7f9',
    surface: '#ffffff',
    sunken: '#eef1f5',
    raised: '#ffffff',
    line: '#e2e6ec',
    ink: '#151a22',
    inkMuted: '#596373',
    accent: '#2b5bce',
    good: '#12704a',
    bad: '#b3261e',
    warning: '#8a5300',
    sent: '#8792a5',
    opens: '#2b5bce',
    clicks: '#c2570c',
    human: '#2b5bce',
    proxy: '#6490ea',
    prefetch: '#cc7610',
    scanner: '#8f3210',
    unknown: '#8792a5',
    series1: '#2b5bce',
    series2: '#1b938a',
    series3: '#a3871c',
    series4: '#6b330f',
    series5: '#461055',
    series6: '#983a55',
  },
  dark: {
    page: '#0d1015',
    surface: '#151920',
    sunken: '#1f252e',
    raised: '#394353',
    line: '#2a313c',
    ink: '#e9ecf1',
    inkMuted: '#9aa5b5',
    accent: '#86aaff',
    good: '#4fc58e',
    bad: '#ff8f83',
    warning: '#f0b455',
    sent: '#6f7b8d',
    opens: '#7aa2ff',
    clicks: '#f5974a',
    human: '#7aa2ff',
    proxy: '#4a70cb',
    prefetch: '#f3bd6a',
    scanner: '#c9602f',
    unknown: '#7c8797',
    series1: '#7aa2ff',
    series2: '#94f0ec',
    series3: '#efe36b',
    series4: '#d9956f',
    series5: '#a76ea6',
    series6: '#c83b3e',
  },
}

/** In the order in which groups get them. */
export const seriesColours = [
  'series1',
  'series2',
  'series3',
  'series4',
  'series5',
  'series6',
] as const satisfies readonly (keyof Colours)[]

export const fonts = {
  text: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  code: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
}

/** In rem, so that a reader's larger text makes everything larger. */
export const textSizes = {
  small: '0.75rem',
  /** Tables and navigation, where much stands beside each other. */
  dense: '0.8125rem',
  body: '0.875rem',
  heading: '1rem',
  title: '1.25rem',
  number: '1.625rem',
}

export const spaces = {
  xs: '0.25rem',
  sm: '0.5rem',
  md: '0.75rem',
  lg: '1rem',
  xl: '1.5rem',
  xxl: '2.5rem',
}

/** `tile`: what stands on the page. `control`: what is pressed. `mark`: swatches, bars, badges' corners. */
export const radii = { tile: '0.625rem', control: '0.5rem', mark: '0.25rem' }

/** Of the frame around the page. */
export const sizes = { nav: '13.5rem', bar: '3.25rem', page: '84rem' }
