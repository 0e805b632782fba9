import { sha256 } from '@noble/hashes/sha2.js'

const utf8 = new TextEncoder()

/** Of a text, as base64url without padding; the same in Node and in a browser, where node:crypto is not. */
export const sha256Of = (text: string): string =>
  btoa(String.fromCharCode(...sha256(utf8.encode(text))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
