/** The routes of pictures, which are bytes. */
import type { Route, Routes } from './route.ts'

/** Largest picture, in bytes. */
export const maxImageBytes = 5 * 1024 * 1024

export const pictureRoutes = {
  'POST /api/plans/:planId/images': { caller: 'comment', body: null, status: 201, bytes: maxImageBytes } as Route<
    null,
    { readonly src: string }
  >,
  'GET /api/plans/:planId/images/:imageId': { caller: 'read-plan', body: null, status: 200, bytes: 0 } as Route<
    null,
    never
  >,
} as const satisfies Routes
