/** Starts a plan from a template: its sections with their first words and tags, its bodies, its first coordinator. */
import { freshBlockIds, type PlanWords } from '../../../shared/plan/build.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { firstSections } from '../../../shared/template/lookup.ts'
import type { Template } from '../../../shared/template/types.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { BodyRow, PlanRow } from '../../store/tables.ts'
import type { Actor } from '../access.ts'
import { forbidden, malformed, tooMany, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { findSame, type Asked } from '../once.ts'
import { checkNames } from '../people/bodies.ts'
import { defaultTags, makePlan, newSectionRow, type NewPlan, type NewSection } from './make-plan.ts'
import { encodeStart, noBodies, planWordsOf } from './start-content.ts'

type NewPlanInput = Input<'POST /api/plans'>

/** The last day of a period: `2026-04-01` and 3 years give `2029-03-31`. */
export const lastDayOf = (from: string, years: number): string => {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10)
}

/** What only the template can say about the input. */
export const checkAgainst = (template: Template, { from, bodies, mine }: NewPlanInput): Result<null, ActionError> => {
  if (!from.endsWith(template.period.from)) {
    return malformed('from', `a plan of this kind starts on ${template.period.from} (month and day).`)
  }
  const unknown = bodies.findIndex(({ kind }) => !template.bodyKinds.some((known) => known.kind === kind))
  if (unknown !== -1) return malformed(`bodies[${unknown}].kind`, 'this kind of body is not in the template.')
  for (const [at, body] of bodies.entries()) {
    const isFree = checkNames(body, bodies.slice(0, at), `bodies[${at}].`)
    if (!isFree.ok) return isFree
  }
  return mine < bodies.length ? ok(null) : malformed('mine', 'there is no such body in the list.')
}

const planSections = (deps: Deps, template: Template, planId: string, planWords: PlanWords): readonly NewSection[] =>
  firstSections(template).map((type, position) => ({
    row: newSectionRow(deps.newId(), planId, position, type, type.title),
    tags: defaultTags(type),
    state: encodeStart(deps.randomBytes, template, type.start, {
      blockId: freshBlockIds(deps.newId),
      bodyId: noBodies,
      planWords,
    }),
  }))

/** Everything of a new plan, before anything is written. */
export const composePlan = (deps: Deps, personId: string, template: Template, input: NewPlanInput): NewPlan => {
  const { newId, clock } = deps
  const planId = newId()
  const createdAt = timestamp(clock)
  const bodies = input.bodies.map((body, position): BodyRow => ({
    id: newId(),
    planId,
    ...body,
    lead: body.lead ? 1 : 0,
    position,
  }))
  const bodyId = bodies[input.mine]?.id ?? ''
  const plan: PlanRow = {
    id: planId,
    templateId: template.id,
    templateVersion: template.version,
    title: input.title,
    area: input.area,
    fromDay: input.from,
    toDay: lastDayOf(input.from, template.period.years),
    isExample: 0,
    createdAt,
  }
  return {
    plan,
    bodies,
    sections: planSections(deps, template, planId, planWordsOf(plan, bodies)),
    members: [
      {
        id: newId(),
        planId,
        personId,
        bodyId,
        role: 'coordinator',
        capacity: '',
        joinedAt: createdAt,
        removedAt: null,
      },
    ],
  }
}

const askedBy = (personId: string, input: NewPlanInput): Asked => ({
  personId,
  what: 'plan',
  once: input.once,
  input,
})

/** Makes a plan for a person whoever asks; the operator's command line starts the first plan with it. */
export const createPlanFor = async (
  deps: Deps,
  personId: string,
  input: NewPlanInput,
): Promise<Result<{ readonly id: string }, ActionError>> => {
  const template = deps.templates.get(input.templateId)
  if (!template) return malformed('templateId', 'there is no such template.')
  const checked = checkAgainst(template, input)
  if (!checked.ok) return checked
  const plan = composePlan(deps, personId, template, input)
  return ok({ id: await makePlan(deps, plan, askedBy(personId, input)) })
}

/** Only for people who coordinate a plan already; the first one is started by the operator. */
export const createPlan = async (deps: Deps, actor: Actor, input: NewPlanInput): Reply<'POST /api/plans'> => {
  const memberships = await deps.store.rows.members.listOfPerson(actor.personId)
  if (!memberships.some(({ role }) => role === 'coordinator')) {
    return forbidden('Only a coordinator of a plan can start another one.')
  }
  const made = await findSame(deps.store.rows, askedBy(actor.personId, input))
  if (!made.ok) return made
  if (made.value !== null) return ok({ id: made.value })
  if (!deps.limits.take('createPlan', actor.personId)) return tooMany('Too many new plans at once. Wait a while.')
  return createPlanFor(deps, actor.personId, input)
}
