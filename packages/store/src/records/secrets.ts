import { hash, randomBytes } from 'node:crypto'

/** 32 random bytes in the letters of a URL: long enough to need no salt. */
export const newSecret = (prefix: string) => `${prefix}_${randomBytes(32).toString('base64url')}`

/** What is stored in a secret's place. */
export const hashOf = (secret: string) => hash('sha256', secret)
