type Names = readonly (readonly [RegExp, string])[]

const browsers: Names = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: Names = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'a Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

const first = (names: Names, said: string) => names.find(([pattern]) => pattern.test(said))?.[1]

/** "Firefox on Windows", near enough that somebody knows it again. Browsers pretend to be others: the order matters. */
export function deviceOf(userAgent: string | null): string {
  const said = userAgent ?? ''
  const [browser, system] = [first(browsers, said), first(systems, said)]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (system ? `Something on ${system}` : 'An unknown device')
}
