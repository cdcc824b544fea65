/** The routes of a section: its reading, its facts, its place and tags, sign-offs and reopenings. */
import { z } from 'zod'
import type { SectionFacts } from '../plan/facts.ts'
import type { SectionContent } from '../plan/model.ts'
import { day, id, line, once, prose, slug } from './fields.ts'
import { mostCharacters } from './lengths.ts'
import { act, answers, get, send, type Created, type Routes } from './route.ts'

export interface SignOffView {
  readonly id: string
  readonly sectionId: string
  readonly contentHash: string
  readonly personName: string
  readonly bodyId: string
  readonly capacity: string
  readonly statement: string
  readonly at: string
  /** Computed: the section still reads as it was signed. */
  readonly valid: boolean
}
export interface ReopeningView {
  readonly sectionId: string
  readonly personName: string
  readonly reason: string
  readonly at: string
}
export interface SectionView extends SectionFacts {
  /** Raised when the room was rebuilt; an older copy never merges. */
  readonly generation: number
  readonly openThreads: number
  /** Newest first; those before the last reopening too. */
  readonly signOffs: readonly SignOffView[]
  readonly reopenings: readonly ReopeningView[]
}
export interface RemovedSection {
  readonly id: string
  readonly title: string
  readonly removedAt: string
  readonly removedBy: string
}
/** A section as the server read it last. */
export interface Reading {
  readonly sectionId: string
  readonly generation: number
  readonly seq: number
  /** Hash of the canonical content (SIGN rules), 64 hex digits. */
  readonly hash: string
  readonly content: SectionContent
}

export const sectionRoutes = {
  'POST /api/plans/:planId/sections': answers<Created>()(
    send(
      'manage-sections',
      z.strictObject({ key: slug.nullable(), title: line(mostCharacters.sectionTitle), after: id.nullable(), once }),
      201,
    ),
  ),
  'GET /api/plans/:planId/sections/:sectionId/reading': get<Reading>('read-plan'),
  'PATCH /api/plans/:planId/sections/:sectionId': send(
    'write-section',
    z.strictObject({
      leadBodyId: id.nullable().optional(),
      dueOn: day.nullable().optional(),
      state: z.enum(['drafting', 'ready']).optional(),
    }),
  ),
  'PUT /api/plans/:planId/sections/:sectionId/title': send(
    'manage-sections',
    z.strictObject({ title: line(mostCharacters.sectionTitle) }),
  ),
  'PUT /api/plans/:planId/sections/:sectionId/exempt': send(
    'manage-sections',
    z.strictObject({ exempt: z.enum(['cover', 'foreword', 'reference']).nullable() }),
  ),
  'POST /api/plans/:planId/sections/:sectionId/move': send('manage-sections', z.strictObject({ after: id.nullable() })),
  'DELETE /api/plans/:planId/sections/:sectionId': act('manage-sections'),
  'POST /api/plans/:planId/sections/:sectionId/restore': act('manage-sections'),
  'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code': act('write-section'),
  'DELETE /api/plans/:planId/sections/:sectionId/tags/:framework/:code': act('write-section'),
  'POST /api/plans/:planId/sections/:sectionId/sign-offs': answers<Created>()(
    send(
      'sign-section',
      z.strictObject({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        capacity: line(mostCharacters.capacity),
        statement: prose(mostCharacters.statement),
      }),
      201,
    ),
  ),
  'POST /api/plans/:planId/sections/:sectionId/reopen': send(
    'reopen-section',
    z.strictObject({ reason: prose(mostCharacters.reason) }),
  ),
} as const satisfies Routes
