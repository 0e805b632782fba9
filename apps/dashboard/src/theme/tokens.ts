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
  },
}

export const fonts = {
  text: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  code: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
}

/** In rem, so that a reader's larger text makes everything larger. */
export const textSizes = {
  small: '0.75rem',
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

export const radius = '0.625rem'
