import type { Bag } from './flatten.ts'

/** Who somebody is, rather than what they are like. Segment's reserved traits, and PostHog's usual ones. */
const words =
  'address avatar birthday dateofbirth email emailaddress firstname fullname ip ipaddress lastname ' +
  'mobile name phone phonenumber photo street surname username website'
const personal = new Set(words.split(' '))

/** Traits without those that name the person: names are kept in one place, where they can be erased. */
export const impersonal = (traits: Bag): Bag =>
  Object.fromEntries(
    Object.entries(traits).filter(
      ([key]) => !personal.has(key.toLowerCase().replaceAll(/[^a-z]/g, '')),
    ),
  )
