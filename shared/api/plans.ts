/** The routes of a plan as a whole: what it can be made from, what it is, how it was read, what was found in it. */
import { z } from 'zod'
import type { Finding } from '../checks/finding.ts'
import type { Body, Role } from '../plan/facts.ts'
import type { Template } from '../template/types.ts'
import { day, line, once, slug } from './fields.ts'
import { mostCharacters } from './lengths.ts'
import { body, type MemberView } from './people.ts'
import { answers, get, send, type Created, type Routes } from './route.ts'
import type { Reading, RemovedSection, SectionView } from './sections.ts'

export interface PlanSummary {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly templateTitle: string
  readonly from: string
  readonly to: string
  readonly isExample: boolean
  readonly role: Role
  readonly bodyName: string
  readonly sections: { readonly total: number; readonly signed: number }
  readonly openThreads: number
}
export interface TemplateSummary {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly basis: string
  /** As many as a new plan begins with. */
  readonly sections: number
  readonly periodYears: number
  /** The day each plan year starts: `MM-DD`. */
  readonly periodFrom: string
  /** The year the first period of this kind of plan started in; the others follow every `periodYears`. */
  readonly firstYear: number
  readonly bodyKinds: readonly { readonly kind: string; readonly label: string; readonly lead: boolean }[]
}
export interface PlanView {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly from: string
  readonly to: string
  readonly templateId: string
  readonly templateVersion: number
  readonly isExample: boolean
  readonly sections: readonly SectionView[]
  readonly removedSections: readonly RemovedSection[]
  readonly bodies: readonly Body[]
  readonly members: readonly MemberView[]
  /** The member who asks. */
  readonly me: MemberView
}

export const planRoutes = {
  'GET /api/templates': get<readonly TemplateSummary[]>('signed-in'),
  'POST /api/plans': answers<Created>()(
    send(
      'signed-in',
      z.strictObject({
        templateId: slug,
        title: line(mostCharacters.planTitle),
        area: line(mostCharacters.area),
        from: day,
        bodies: z.array(z.strictObject(body)).min(1).max(60),
        /** Which of `bodies` the creator belongs to. */
        mine: z.int().min(0).max(59),
        once,
      }),
      201,
    ),
  ),
  'GET /api/plans/:planId': get<PlanView>('read-plan'),
  'PATCH /api/plans/:planId': send(
    'manage-plan',
    z.strictObject({ title: line(mostCharacters.planTitle).optional(), area: line(mostCharacters.area).optional() }),
  ),
  'GET /api/plans/:planId/template': get<Template>('read-plan'),
  'GET /api/plans/:planId/readings': get<readonly Reading[]>('read-plan'),
  'GET /api/plans/:planId/findings': get<readonly Finding[]>('read-plan'),
} as const satisfies Routes
