/** `check`: what the template's rules find in a plan as it stands now. */
import { z } from 'zod'
import type { Finding } from '../../../shared/checks/finding.ts'
import { runChecks } from '../../../shared/checks/run.ts'
import type { PlanReading } from '../../../shared/plan/facts.ts'
import { ok } from '../../../shared/result.ts'
import type { Level } from '../../../shared/template/types.ts'
import { readWholePlan } from '../../actions/plans/read-readings.ts'
import { templateOf } from '../../actions/plans/template-of.ts'
import { planIdInput } from '../inputs.ts'
import { findPlan } from '../operator.ts'
import { createVerb } from '../verb.ts'

/** Gravest first. */
const levels = ['error', 'warning', 'info'] as const satisfies readonly Level[]

const heads: Readonly<Record<Level, string>> = { error: 'Errors', warning: 'Warnings', info: 'Worth knowing' }

const describe = (reading: PlanReading, findings: readonly Finding[]): string => {
  const titles = new Map(reading.sections.map(({ id, title }) => [id, title]))
  const line = ({ ruleId, place, says }: Finding): string =>
    `  ${ruleId}  ${titles.get(place.sectionId ?? '') ?? 'The plan'}: ${says}`
  const groups = levels.flatMap((level) => {
    const found = findings.filter((finding) => finding.level === level)
    return found.length === 0 ? [] : [`${heads[level]} (${found.length})`, ...found.map(line)]
  })
  return [reading.title, ...(groups.length > 0 ? groups : ['Nothing found.'])].join('\n')
}

const failsOn = (findings: readonly Finding[], level: Level | undefined): boolean =>
  level !== undefined && findings.some((finding) => levels.indexOf(finding.level) <= levels.indexOf(level))

export const check = createVerb({
  name: 'check',
  says: 'List what the rules of its template find in a plan, by level.',
  arguments: [{ name: 'planId', says: 'As in plan list.' }],
  options: [{ name: 'fail-on', value: 'level', says: `End with 1 from this level up: ${levels.join(', ')}.` }],
  examples: ['check 2k7q0v9m4d1x8c6b3n5f', 'check 2k7q0v9m4d1x8c6b3n5f --fail-on error --json'],
  input: z.strictObject({ planId: planIdInput, 'fail-on': z.enum(levels).optional() }),
  run: (world, { planId, 'fail-on': failOn }) =>
    world.open(async (deps) => {
      const plan = await findPlan(deps, planId)
      if (!plan.ok) return plan
      const template = templateOf(deps, plan.value)
      if (!template.ok) return template
      const reading = await readWholePlan(deps, plan.value)
      const findings = runChecks(reading, template.value)
      const counts = Object.fromEntries(
        levels.map((level) => [level, findings.filter((f) => f.level === level).length]),
      )
      const json = { planId, counts, findings }
      return ok({ json, text: describe(reading, findings), failed: failsOn(findings, failOn) })
    }),
})
