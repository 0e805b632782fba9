import { z } from 'zod'

/** As it is written; `null` for none. Offsets such as "+02:00" are none: the event store knows names only, and their case. */
const zoneOf = (zone: string) => {
  try {
    const written = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    if (!/^[A-Za-z]/.test(written)) return null
    return written.toLowerCase() === zone.toLowerCase() ? written : zone
  } catch {
    return null
  }
}

export const Name = z.string().trim().min(1).max(80)
export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => zoneOf(zone) !== null, 'expected an IANA zone such as "Europe/Berlin"')
  .transform((zone) => zoneOf(zone) ?? zone)
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected three letters such as "EUR"')
export const WeekStart = z.enum(['monday', 'sunday'])

/** How often the workspace sends: what silence of a contact means is scaled by it. */
export const cadences = ['daily', 'weekly', 'monthly', 'irregular'] as const
export const Cadence = z.enum(cadences)

/** Which opens and clicks numbers count where nobody chose. */
export const EngagementDefault = z.enum(['human', 'all'])

export const brandFonts = ['system', 'inter', 'source-serif', 'jetbrains-mono'] as const

const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as "#1f6feb"')
const Domain = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/,
    'expected a domain name such as "reports.example.com"',
  )

export const BrandInput = z.strictObject({
  primaryColour: Colour.nullable().optional(),
  accentColour: Colour.nullable().optional(),
  font: z.enum(brandFonts).optional(),
  domain: Domain.nullable().optional(),
})

export const Brand = z
  .object({
    /** Where its picture is, with what changes when it does; `null` without one. */
    logoUrl: z.string().nullable(),
    primaryColour: z.string().nullable(),
    accentColour: z.string().nullable(),
    font: z.enum(brandFonts),
    domain: z.string().nullable(),
  })
  .meta({ id: 'Brand' })
export type Brand = z.infer<typeof Brand>

export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export const mostLogoBytes = 512 * 1024
