/** The connection of a page that may not have a WebSocket; see `pieces.ts`. */
import { maxPieceBytes } from '../pieces.ts'
import type { Route, Routes } from './route.ts'

export const carrierRoutes = {
  'POST /api/carriers': {
    caller: 'signed-in',
    body: null,
    status: 200,
    stream: true,
    quiet: true,
  } as Route<null, never>,
  'POST /api/carriers/:carrierId/pieces/:piece': {
    caller: 'signed-in',
    body: null,
    status: 204,
    bytes: maxPieceBytes,
    quiet: true,
  } as Route<null, null>,
} as const satisfies Routes
