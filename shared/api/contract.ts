/**
 * The HTTP contract: one table of every route, with who may call it, what it takes and what it answers. The server
 * makes its routes from it, the tests their matrix; the client imports its types only (so no parser reaches the
 * reading page). A key is `METHOD /path`; `:name` are parameters. Errors: `ApiError`, status by `statusOf`.
 */
import type { z } from 'zod'
import { carrierRoutes } from './carriers.ts'
import { commentRoutes } from './comments.ts'
import { peopleRoutes } from './people.ts'
import { personRoutes } from './person.ts'
import { pictureRoutes } from './pictures.ts'
import { planRoutes } from './plans.ts'
import type { Route, Routes } from './route.ts'
import { sectionRoutes } from './sections.ts'

export const contract = {
  ...personRoutes,
  ...planRoutes,
  ...sectionRoutes,
  ...commentRoutes,
  ...peopleRoutes,
  ...pictureRoutes,
  ...carrierRoutes,
} as const satisfies Routes

export type RouteKey = keyof typeof contract
export type RouteBody<K extends RouteKey> = (typeof contract)[K]['body'] extends z.ZodType
  ? z.input<(typeof contract)[K]['body']>
  : undefined
export type RouteInput<K extends RouteKey> = (typeof contract)[K]['body'] extends z.ZodType
  ? z.output<(typeof contract)[K]['body']>
  : undefined
export type RouteReply<K extends RouteKey> = (typeof contract)[K] extends Route<z.ZodType | null, infer R> ? R : never
/** Names of the `:parameters` of a route. */
export type RouteParams<K extends string> = K extends `${string}:${infer P}/${infer Rest}`
  ? P | RouteParams<Rest>
  : K extends `${string}:${infer P}`
    ? P
    : never
