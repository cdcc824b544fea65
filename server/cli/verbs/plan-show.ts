/** `plan show`: the facts of a plan, and the rooms its sections are written in. */
import { z } from 'zod'
import { planRoom, sectionRoom } from '../../../shared/protocol.ts'
import { ok } from '../../../shared/result.ts'
import { bodyView, planHead, sectionFacts } from '../../actions/plans/views.ts'
import type { Deps } from '../../context.ts'
import type { PlanRow } from '../../store/tables.ts'
import { planIdInput } from '../inputs.ts'
import { findPlan } from '../operator.ts'
import { createVerb } from '../verb.ts'

const readSections = async ({ store }: Deps, planId: string) => {
  const rows = await store.rows.sections.listOf(planId)
  const tags = await store.rows.sections.tagsOf(rows.map(({ id }) => id))
  return rows.map((row) => ({ ...sectionFacts(row, tags.get(row.id) ?? []), room: sectionRoom(planId, row.id) }))
}

const readShown = async (deps: Deps, plan: PlanRow) => {
  const [sections, bodies, members] = await Promise.all([
    readSections(deps, plan.id),
    deps.store.rows.bodies.listOf(plan.id),
    deps.store.rows.members.listOf(plan.id),
  ])
  return {
    ...planHead(plan),
    room: planRoom(plan.id),
    sections,
    bodies: bodies.map(bodyView),
    members: members.map(({ id, name, email, bodyId, role, capacity }) => ({
      id,
      name,
      email,
      bodyId,
      role,
      capacity,
    })),
  }
}

type Shown = Awaited<ReturnType<typeof readShown>>

const describeSection = ({ title, state, tags, room }: Shown['sections'][number]): string => {
  const tagged = tags.map(({ framework, code }) => `${framework}:${code}`).join(' ')
  return `  ${title} (${state})\n    ${room}${tagged === '' ? '' : `\n    ${tagged}`}`
}

const describe = (plan: Shown): string =>
  [
    `${plan.title}${plan.isExample ? ' (example)' : ''}`,
    `${plan.area}, ${plan.from} to ${plan.to}`,
    `${plan.templateId} version ${plan.templateVersion}`,
    'Bodies',
    ...plan.bodies.map(({ id, name, shortName, kind }) => `  ${id}  ${name} (${shortName}, ${kind})`),
    'Members',
    ...plan.members.map(({ name, email, role }) => `  ${name} <${email}>, ${role}`),
    'Sections',
    ...plan.sections.map(describeSection),
  ].join('\n')

export const planShow = createVerb({
  name: 'plan show',
  says: 'Show a plan: facts, bodies, members, and its sections with state, tags and room.',
  arguments: [{ name: 'planId', says: 'As in plan list.' }],
  options: [],
  examples: ['plan show 2k7q0v9m4d1x8c6b3n5f --json'],
  input: z.strictObject({ planId: planIdInput }),
  run: (world, { planId }) =>
    world.open(async (deps) => {
      const plan = await findPlan(deps, planId)
      if (!plan.ok) return plan
      const shown = await readShown(deps, plan.value)
      return ok({ json: shown, text: describe(shown) })
    }),
})
