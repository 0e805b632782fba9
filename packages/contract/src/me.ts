import { memberRoles } from '@airgraph/domain/role.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'
import { Brand, Currency, Name, TimeZone, WeekStart } from './settings.ts'

export const Preferences = z
  .object({
    theme: z.enum(['light', 'dark', 'system']),
    /** A BCP 47 tag; `null`: as the browser has it. */
    locale: z.string().nullable(),
  })
  .meta({ id: 'Preferences' })
export type Preferences = z.infer<typeof Preferences>

const isLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
const Locale = z.string().max(35).refine(isLocale, 'expected a language such as "de" or "en-GB"')

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    twoFactor: z.boolean(),
    preferences: Preferences,
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

export const MyWorkspace = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(memberRoles),
    sample: z.boolean(),
    /** The workspace through which the person is here, where they are no member themselves. */
    agencyOf: z.object({ id: z.string(), name: z.string() }).optional(),
    timeZone: z.string(),
    currency: z.string(),
    weekStart: WeekStart,
    brand: Brand,
    deletesAt: z.string().optional(),
  })
  .meta({ id: 'MyWorkspace' })
export type MyWorkspace = z.infer<typeof MyWorkspace>

export const Me = z
  .object({
    /** Nobody owns this installation yet: whoever runs it may make its first person with POST /v1/setup. */
    setup: z.boolean(),
    /** From here that needs the code that was printed when the server started. */
    setupNeedsCode: z.boolean(),
    person: Person.nullable(),
    /** For who is not signed in: the sample, where it may be seen. */
    workspaces: z.array(MyWorkspace),
    /** What can be signed in with beside a password and a passkey. */
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const getMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  summary: 'Who is signed in, and where they may go',
  scope: 'open',
  role: 'anyone',
  personal: true,
  reply: { 200: Me },
})

export const patchMe = endpoint({
  method: 'PATCH',
  path: '/v1/me',
  summary: 'Change one’s own name and preferences',
  scope: 'person',
  role: 'person',
  body: z.strictObject({
    name: Name.optional(),
    preferences: z
      .strictObject({
        theme: z.enum(['light', 'dark', 'system']).optional(),
        locale: Locale.nullable().optional(),
      })
      .optional(),
  }),
  reply: { 200: Person },
})

export const Email = z
  .email('expected an e-mail address')
  .max(254)
  .transform((email) => email.toLowerCase())
/** Long is what makes it strong; scrypt takes the time. */
export const Password = z.string().min(10).max(128)

export const postSetup = endpoint({
  method: 'POST',
  path: '/v1/setup',
  summary: 'Make the first person, who owns the first workspace',
  description:
    'Once, while nobody owns the installation. From another machine, or through a proxy, with the code that was printed at start. The answer signs in.',
  scope: 'open',
  role: 'anyone',
  body: z.strictObject({
    code: z.string().max(200).optional(),
    name: Name,
    email: Email,
    password: Password,
    workspace: z.strictObject({
      name: Name,
      timeZone: TimeZone.default('UTC'),
      currency: Currency.default('EUR'),
      weekStart: WeekStart.default('monday'),
    }),
  }),
  reply: {
    201: z.object({ personId: z.string(), workspaceId: z.string() }),
    403: Problem,
    409: Problem,
    429: Problem,
  },
})
