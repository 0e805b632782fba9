/** Addresses as people paste them: in lines, with commas, with names and brackets. */
export function readAddresses(text: string): {
  readonly good: readonly string[]
  readonly bad: readonly string[]
} {
  const parts = text
    .split(/[\n,;]+/)
    .flatMap((part) => {
      const [, inBrackets] = /<([^<>]*)>/.exec(part) ?? []
      return inBrackets === undefined ? part.trim().split(/\s+/) : [inBrackets.trim()]
    })
    .filter((part) => part !== '')
  const isAddress = (part: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(part)
  const distinct = (all: readonly string[]) => [...new Set(all)]
  return {
    good: distinct(parts.filter(isAddress).map((part) => part.toLowerCase())),
    bad: distinct(parts.filter((part) => !isAddress(part))),
  }
}
