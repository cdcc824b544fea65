/** Changes of a section's facts: lead body, due day, ready or not, title, exemption, tags. */
import type { Act } from '../../../shared/access.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { findCode, findFramework } from '../../../shared/template/lookup.ts'
import type { Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import { enterSection, type Actor, type SectionAccess } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { malformed, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { templateOf } from '../plans/template-of.ts'
import { transact } from '../transact.ts'

interface Ask {
  readonly deps: Deps
  readonly actor: Actor
  readonly input: { readonly planId: string; readonly sectionId: string }
  readonly act: Act
  /** Title and tags count for the hash a signer is shown: with them the reading is stale as well. */
  readonly isHashed: boolean
}
type Done = Promise<Result<unknown, ActionError>>

/** One change of one section: entered, changed, rung for; all or nothing. */
const inSection = async (
  { deps, actor, input, act, isHashed }: Ask,
  change: (rows: Rows, access: SectionAccess) => Done,
): Promise<Result<null, ActionError>> => {
  const result = await transact(deps.store, async (rows) => {
    const entered = await enterSection(rows, actor, act, input)
    return entered.ok ? change(rows, entered.value) : entered
  })
  if (!result.ok) return result
  ringPlan(deps, input.planId, 'section', input.sectionId)
  if (isHashed) ringPlan(deps, input.planId, 'reading', input.sectionId)
  return ok(null)
}

const isBodyOf = async (rows: Rows, planId: string, bodyId: string): Promise<boolean> =>
  (await rows.bodies.find(bodyId))?.planId === planId

type Change = 'PATCH /api/plans/:planId/sections/:sectionId'

export const changeSection = (deps: Deps, actor: Actor, input: Input<Change>): Reply<Change> =>
  inSection({ deps, actor, input, act: 'write-section', isHashed: false }, async (rows) => {
    const { planId, sectionId, ...change } = input
    if (typeof change.leadBodyId === 'string' && !(await isBodyOf(rows, planId, change.leadBodyId))) {
      return malformed('leadBodyId', 'there is no such body in this plan.')
    }
    return ok(await rows.sections.change(sectionId, change))
  })

type Retitle = 'PUT /api/plans/:planId/sections/:sectionId/title'

export const retitleSection = (deps: Deps, actor: Actor, input: Input<Retitle>): Reply<Retitle> =>
  inSection({ deps, actor, input, act: 'manage-sections', isHashed: true }, async (rows) =>
    ok(await rows.sections.change(input.sectionId, { title: input.title })),
  )

type Exempt = 'PUT /api/plans/:planId/sections/:sectionId/exempt'

export const exemptSection = (deps: Deps, actor: Actor, input: Input<Exempt>): Reply<Exempt> =>
  inSection({ deps, actor, input, act: 'manage-sections', isHashed: false }, async (rows) =>
    ok(await rows.sections.change(input.sectionId, { exempt: input.exempt })),
  )

type Tag = 'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code'

/** Whether the plan's template tags its sections with that code. */
const findTagFault = (deps: Deps, { plan }: SectionAccess, input: Input<Tag>): ActionError | null => {
  const template = templateOf(deps, plan)
  if (!template.ok) return template.error
  const { tagged } = template.value
  const framework = tagged.includes(input.framework) ? findFramework(template.value, input.framework) : undefined
  if (!framework) return malformed('framework', 'sections of this plan are not tagged with it.').error
  return findCode(framework, input.code) ? null : malformed('code', 'the framework has no such code.').error
}

export const tagSection = (deps: Deps, actor: Actor, input: Input<Tag>): Reply<Tag> =>
  inSection({ deps, actor, input, act: 'write-section', isHashed: true }, async (rows, access) => {
    const fault = findTagFault(deps, access, input)
    return fault === null ? ok(await rows.sections.tag(input.sectionId, [input])) : err(fault)
  })

type Untag = 'DELETE /api/plans/:planId/sections/:sectionId/tags/:framework/:code'

export const untagSection = (deps: Deps, actor: Actor, input: Input<Untag>): Reply<Untag> =>
  inSection({ deps, actor, input, act: 'write-section', isHashed: true }, async (rows) =>
    ok(await rows.sections.untag(input.sectionId, input)),
  )
