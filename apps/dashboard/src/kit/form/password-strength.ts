/** Of every password; the contract says the same. */
export const shortestPassword = 10
export const longestPassword = 128

type Strength = 'none' | 'short' | 'weak' | 'fair' | 'strong'

interface Judged {
  readonly strength: Strength
  /** In words, and what would make it better. */
  readonly words: string
}

const usual = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'airgraph',
  'changeme',
  'dragon',
  'monkey',
  'football',
  'sommer',
  'summer',
  'winter',
]

const rows = ['abcdefghijklmnopqrstuvwxyz', '0123456789', 'qwertzuiop', 'qwertyuiop', 'asdfghjkl']

/** What follows from the letter before: repeats and steps along an alphabet or a keyboard say nothing new. */
const follows = (a: string, b: string) =>
  a === b ||
  rows.some((row) => {
    const at = row.indexOf(a)
    return at >= 0 && (row[at + 1] === b || row[at - 1] === b)
  })

/** How many letters are really chosen: words that everybody tries, one's own name and what follows count once. */
function chosenLetters(password: string, own: readonly string[]) {
  let rest = password.toLowerCase()
  const words = [...usual, ...own.map((word) => word.toLowerCase())].filter(
    (word) => word.length > 3,
  )
  for (const word of words) rest = rest.replaceAll(word, '\u0000')
  const letters = Array.from(rest)
  return letters.filter((letter, at) => at === 0 || !follows(letters[at - 1] ?? '', letter)).length
}

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

/**
 * How hard it is to guess, roughly. `own`: the person's name and address, which whoever guesses knows too. Length counts
 * most: the server never sees whether there is a sign in it.
 */
export function judgePassword(password: string, own: readonly string[] = []): Judged {
  const { length } = Array.from(password)
  if (length === 0)
    return {
      strength: 'none',
      words: `At least ${shortestPassword} characters. Length helps most.`,
    }
  const missing = shortestPassword - length
  if (missing > 0)
    return {
      strength: 'short',
      words: `Too short: ${missing} more character${missing === 1 ? '' : 's'}.`,
    }
  if (length > longestPassword)
    return { strength: 'short', words: `Too long: at most ${longestPassword} characters.` }
  const parts = own.flatMap((said) => said.split(/[\s@.]+/))
  const weight = chosenLetters(password, parts) + kinds.filter((kind) => kind.test(password)).length
  if (weight < 11) return { strength: 'weak', words: 'Weak. Add a few unrelated words.' }
  if (weight < 16) return { strength: 'fair', words: 'Fair. Longer would be stronger.' }
  return { strength: 'strong', words: 'Strong.' }
}
