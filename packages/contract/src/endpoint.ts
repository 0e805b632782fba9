import type { MemberRole } from '@airgraph/domain/role.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import type { z } from 'zod'

/** A route as data: validation, types, the permission check and the OpenAPI document all come from this one value. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/${string}`
  readonly summary: string
  readonly description?: string
  /**
   * What the caller's key must allow. `operator`: no key does, only whoever runs the installation. `person`: neither, it
   * is about the person who is signed in. `open`: no key at all (what protects it instead is in its description).
   */
  readonly scope: KeyScope | 'operator' | 'person' | 'open'
  /**
   * The least that a person must be in the workspace. `person`: signed in, of whatever workspace. `nobody`: not for people
   * at all. `anyone`: also who is not signed in.
   */
  readonly role: MemberRole | 'person' | 'nobody' | 'anyone'
  /** Who is signed in makes a difference, though nobody need be. */
  readonly personal?: true
  /** The key may be in the body instead of a header: whoever reads the body asks whose it is. */
  readonly keyInBody?: true
  /** What a generated client calls it, where the path would give two the same name. */
  readonly operationId?: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The body is read by the handler, as bytes: it may be NDJSON or signed, and may be compressed. */
  readonly rawBody?: true
  /** Of the body, where it is less than what any body may have. */
  readonly mostBytes?: number
  readonly reply: Readonly<Record<number, z.ZodType>>
}

export const endpoint = <const E extends Endpoint>(e: E) => e

type Of<E extends Endpoint, Part extends 'params' | 'query' | 'body'> = E[Part] extends z.ZodType
  ? z.output<E[Part]>
  : undefined
export type ParamsOf<E extends Endpoint> = Of<E, 'params'>
export type QueryOf<E extends Endpoint> = Of<E, 'query'>
export type BodyOf<E extends Endpoint> = Of<E, 'body'>
export type ReplyOf<E extends Endpoint> = {
  [S in keyof E['reply'] & number]: { readonly status: S; readonly body: z.input<E['reply'][S]> }
}[keyof E['reply'] & number]

/** As a caller may say it: with defaults left out. */
export type Said<E extends Endpoint, Part extends 'query' | 'body'> = E[Part] extends z.ZodType
  ? z.input<E[Part]>
  : undefined

/** What it answers when all is well. */
export type GoodReplyOf<E extends Endpoint> = E['reply'][Extract<
  keyof E['reply'],
  200 | 201 | 202
>] extends infer R extends z.ZodType
  ? z.output<R>
  : never
