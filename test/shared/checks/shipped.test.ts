import { describe, expect, it } from 'vitest'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { coverage } from '../../../shared/checks/coverage.ts'
import { cockpit } from '../../../shared/checks/cockpit.ts'
import { runChecks } from '../../../shared/checks/run.ts'
import { loadTemplates } from '../../../server/templates/load.ts'
import type { Template } from '../../../shared/template/types.ts'
import { block, p, plan, section, words } from '../../support/plan.ts'

const loaded = loadTemplates(new URL('../../../templates', import.meta.url).pathname, ruleKinds)

const template = (id: string): Template => {
  const found = loaded.ok ? loaded.value.get(id) : undefined
  if (!found) throw new Error(loaded.ok ? `no template ${id}` : JSON.stringify(loaded.error))
  return found
}

const emptyPlan = (from: Template) =>
  plan(...from.sections.map(({ key, title, exempt = null }) => section(key, { title, exempt })))

describe("the rules of the Children's Services Plan", () => {
  const csp = template('childrens-services-plan')

  it('[CHK29] cover every line of the review criteria, each with a source and what it asks', () => {
    const lines = csp.frameworks.find(({ id }) => id === 'review-criteria')?.codes.map(({ code }) => code) ?? []
    expect(lines).toHaveLength(16)
    expect(lines.filter((code) => !csp.rules.some(({ criterion }) => criterion === code))).toEqual([])
    expect(csp.rules.filter(({ source, says }) => source === '' || !says.endsWith('.'))).toEqual([])
  })

  it('[CHK29] call an error only what the Act itself asks', () => {
    const errors = csp.rules.filter(({ level }) => level === 'error')
    expect(errors.map(({ id }) => id)).toEqual(['L-03', 'L-05a', 'L-05b', 'L-06'])
    expect(errors.every(({ source }) => source.includes('Act 2014, s.'))).toBe(true)
  })

  it('[CHK29] find in an empty plan that each aim and each kind of service is missing', () => {
    const findings = runChecks(emptyPlan(csp), csp)
    const errors = findings.filter(({ level }) => level === 'error').map(({ says }) => says)
    expect(errors).toHaveLength(7)
    expect(errors).toContain("The plan has no children's service yet; it needs at least 1.")
    expect(coverage(emptyPlan(csp), csp, csp.aims).holes).toHaveLength(5)
    expect(cockpit(emptyPlan(csp), csp).map(({ state }) => state)).toEqual(Array(16).fill('nothing found'))
  })

  it('[CHK29] keep to about 25 words a finding', () => {
    const long = 'Strategic partnership for whole family support across every locality and island of the area'
    const reading = plan(
      ...csp.blocks.map(({ type, title }) =>
        section(type, { title: long }, block(type, { id: type, [title]: long }), block(type)),
      ),
      section(
        'late',
        { title: long },
        p(`${long} [${long}]`),
        block('action', { what: long, start: '2031-01-01', end: '2030-01-01' }),
      ),
    )
    const lengths = runChecks(reading, csp).map(({ says }) => says.split(/\s+/).length)
    expect(lengths.length).toBeGreaterThan(30)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(30)
  })
})

describe('the rules of the child poverty report', () => {
  it('[CHK29] run on an empty report and on one with text', () => {
    const report = template('child-poverty-report')
    const written = plan(...report.sections.map(({ key, tags }) => section(key, { tags: tagsOf(tags) }, words(120))))
    expect(runChecks(emptyPlan(report), report).length).toBeGreaterThan(runChecks(written, report).length)
  })
})

const tagsOf = (tags: Template['sections'][number]['tags']) =>
  Object.entries(tags).flatMap(([framework, codes]) => codes.map((code) => `${framework}:${code}`))
