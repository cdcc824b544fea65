/** A line of the HTTP contract: who may call a route, what it takes and what it answers. A key is `METHOD /path`. */
import type { z } from 'zod'
import type { Act } from '../access.ts'

/** Who may call: anyone; who is signed in; a member of `:planId` allowed the act (on `:sectionId` where given). */
export type Caller = 'anyone' | 'signed-in' | Act

export interface Route<B extends z.ZodType | null, R> {
  readonly caller: Caller
  readonly body: B
  readonly status: 200 | 201 | 202 | 204
  /** Type only: what is answered. */
  readonly reply?: R
  /** The body is not JSON but bytes, at most so many. */
  readonly bytes?: number
  /** What is answered is an event stream that goes on. */
  readonly stream?: true
  /** Pages call it unasked: it does not count as use of the session. */
  readonly quiet?: true
}
/** By key. */
export type Routes = Record<string, Route<z.ZodType | null, unknown>>

export const get = <R>(caller: Caller): Route<null, R> => ({ caller, body: null, status: 200 })
export const act = <R = null>(caller: Caller, status: 200 | 201 | 202 | 204 = 204): Route<null, R> => ({
  caller,
  body: null,
  status,
})
export const send = <B extends z.ZodType, R = null>(
  caller: Caller,
  schema: B,
  status: 200 | 201 | 202 | 204 = 204,
): Route<B, R> => ({
  caller,
  body: schema,
  status,
})
export const answers =
  <R>() =>
  <B extends z.ZodType | null>(route: Route<B, unknown>): Route<B, R> =>
    route as Route<B, R>

export type Created = { readonly id: string }

/** Largest JSON body, in bytes. */
export const maxBodyBytes = 256 * 1024
