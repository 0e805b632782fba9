/** Months ("2026-03", in UTC): from one to another, both included, or certain ones. Open where an end is absent. */
export type Months =
  | { readonly first?: string | undefined; readonly last?: string | undefined }
  | { readonly these: readonly string[] }

/** A moment in milliseconds, or a day ("2026-03-31"). */
export const monthOf = (when: number | string) =>
  (typeof when === 'string' ? when : new Date(when).toISOString()).slice(0, 7)

export function within(months: Months, month: string): boolean {
  if ('these' in months) return months.these.includes(month)
  const { first = '', last } = months
  return month >= first && (last === undefined || month <= last)
}
