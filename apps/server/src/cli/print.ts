/** What programs may read goes to standard output; what is said to the person beside it goes to standard error. */
export const print = (text: string) => {
  process.stdout.write(`${text}\n`)
}
export const say = (text: string) => {
  process.stderr.write(`${text}\n`)
}
export const printJson = (value: unknown) => print(JSON.stringify(value, null, 2))
