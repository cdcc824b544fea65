/** What an action of a route takes and gives: the route's parameters and body in one, as the contract types them. */
import type { RouteInput, RouteKey, RouteParams, RouteReply } from '../../shared/api/contract.ts'
import type { Result } from '../../shared/result.ts'
import type { ActionError } from './errors.ts'

export type Input<K extends RouteKey> = { readonly [P in RouteParams<K>]: string } & (RouteInput<K> extends undefined
  ? unknown
  : RouteInput<K>)

export type Reply<K extends RouteKey> = Promise<Result<RouteReply<K>, ActionError>>
