/** `plan list`: the plans of this installation. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { planHead } from '../../actions/plans/views.ts'
import type { Deps } from '../../context.ts'
import type { PlanRow } from '../../store/tables.ts'
import { command } from '../help.ts'
import { createVerb } from '../verb.ts'

const listOne = async ({ store }: Deps, plan: PlanRow) => {
  const sections = await store.rows.sections.listOf(plan.id)
  const signed = sections.filter(({ state }) => state === 'signed').length
  return { ...planHead(plan), sections: sections.length, signed }
}

type Listed = Awaited<ReturnType<typeof listOne>>

const describe = ({ id, title, area, from, to, sections, signed, isExample }: Listed): string =>
  `${id}  ${title}${isExample ? ' (example)' : ''}\n  ${area}, ${from} to ${to}, ${sections} sections, ${signed} signed off`

export const planList = createVerb({
  name: 'plan list',
  says: 'List the plans.',
  arguments: [],
  options: [],
  examples: ['plan list', 'plan list --json'],
  input: z.strictObject({}),
  run: (world) =>
    world.open(async (deps) => {
      const plans = await Promise.all((await deps.store.rows.plans.list()).map((plan) => listOne(deps, plan)))
      const text =
        plans.length > 0
          ? plans.map(describe).join('\n')
          : `There is no plan in ${world.dataFolder} yet. How to start one: ${command} help plan create`
      return ok({ json: { plans }, text })
    }),
})
