/** Adds a section: one of the template's, with its first words and tags, or a free one of the partnership's own. */
import { freshBlockIds } from '../../../shared/plan/build.ts'
import type { Tag } from '../../../shared/plan/facts.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { sectionType } from '../../../shared/template/lookup.ts'
import type { SectionType, Template } from '../../../shared/template/types.ts'
import type { Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import { enterPlan, type Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { conflict, malformed, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { findSame, noteMade, type Asked } from '../once.ts'
import { defaultTags, newSectionRow } from '../plans/make-plan.ts'
import { encodeStart, noBodies, planWordsOf } from '../plans/start-content.ts'
import { templateOf } from '../plans/template-of.ts'
import { transact } from '../transact.ts'

type AddSection = 'POST /api/plans/:planId/sections'

const findType = (template: Template, key: string | null): Result<SectionType | null, ActionError> => {
  if (key === null) return ok(null)
  const type = sectionType(template, key)
  return type ? ok(type) : malformed('key', 'the template has no such section.')
}

/** A section that is not repeatable stands in a plan once, removed or not: a removed one is brought back. */
const mayAdd = async (rows: Rows, planId: string, type: SectionType | null): Promise<Result<null, ActionError>> => {
  if (type === null || type.repeatable) return ok(null)
  const present = await rows.sections.listOf(planId)
  if (present.some(({ key }) => key === type.key)) return conflict('The plan has this section already.')
  const removed = await rows.sections.listRemovedOf(planId)
  if (removed.some(({ key }) => key === type.key)) return conflict('This section was removed. Bring it back instead.')
  return ok(null)
}

const askedBy = ({ personId }: Actor, input: Input<AddSection>): Asked => ({
  personId,
  what: `section of ${input.planId}`,
  once: input.once,
  input,
})

interface Fresh {
  readonly id: string
  readonly type: SectionType | null
  readonly tags: readonly Tag[]
}

const addRows = (deps: Deps, actor: Actor, input: Input<AddSection>, { id, type, tags }: Fresh) =>
  transact(deps.store, async (rows) => {
    const { planId, title, after } = input
    const entered = await enterPlan(rows, actor, 'manage-sections', planId)
    if (!entered.ok) return entered
    const asked = askedBy(actor, input)
    const made = await findSame(rows, asked)
    if (!made.ok) return made
    if (made.value !== null) return ok({ id: made.value })
    const may = await mayAdd(rows, planId, type)
    if (!may.ok) return may
    await rows.sections.add([newSectionRow(id, planId, 0, type, title)])
    await rows.sections.tag(id, tags)
    const placed = await rows.sections.place(planId, id, after)
    if (!placed) return malformed('after', 'there is no such section in this plan.')
    await noteMade(deps, rows, asked, id)
    return ok({ id })
  })

export const addSection = async (deps: Deps, actor: Actor, input: Input<AddSection>): Reply<AddSection> => {
  const entered = await enterPlan(deps.store.rows, actor, 'manage-sections', input.planId)
  if (!entered.ok) return entered
  const made = await findSame(deps.store.rows, askedBy(actor, input))
  if (!made.ok) return made
  if (made.value !== null) return ok({ id: made.value })
  const template = templateOf(deps, entered.value.plan)
  if (!template.ok) return template
  const type = findType(template.value, input.key)
  if (!type.ok) return type
  const id = deps.newId()
  const bodies = await deps.store.rows.bodies.listOf(input.planId)
  const planWords = planWordsOf(entered.value.plan, bodies)
  const content = { blockId: freshBlockIds(deps.newId), bodyId: noBodies, planWords }
  const state = encodeStart(deps.randomBytes, template.value, type.value?.start ?? [], content)
  await deps.rooms.create(sectionRoom(input.planId, id), state)
  const tags = type.value ? defaultTags(type.value) : []
  const added = await addRows(deps, actor, input, { id, type: type.value, tags })
  if (added.ok) ringPlan(deps, input.planId, 'plan')
  return added
}
