import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { runChecks } from '../../../shared/checks/run.ts'
import { buildContent, keptBlockIds } from '../../../shared/plan/build.ts'
import type { PlanReading } from '../../../shared/plan/facts.ts'
import { liveBlocks } from '../../../shared/plan/model.ts'
import { plainText, wordCount } from '../../../shared/plan/text.ts'
import { readExample } from '../../../server/example/read.ts'
import { loadTemplates } from '../../../server/templates/load.ts'

const templatesDir = join(import.meta.dirname, '../../../templates')

/** The example as the checks read it, without a server. */
const readPlan = () => {
  const templates = loadTemplates(templatesDir, ruleKinds)
  const template = templates.ok ? templates.value.get('childrens-services-plan') : undefined
  const example = readExample(join(templatesDir, 'childrens-services-plan'))
  if (!template || !example.ok || !example.value) throw new Error('The example is there')
  const { plan, sections, threads, signOffs } = example.value
  const deps = { blockId: keptBlockIds(() => 'new'), bodyId: (key: string) => key }
  const reading: PlanReading = {
    id: 'example',
    title: plan.title,
    area: plan.area,
    from: plan.from,
    to: plan.to,
    bodies: plan.bodies.map(({ key, ...body }) => ({ id: key, ...body })),
    sections: sections.map((section) => ({
      id: section.slug,
      key: section.section,
      title: section.title,
      state: 'drafting',
      mandatory: false,
      exempt: template.sections.find(({ key }) => key === section.section)?.exempt ?? null,
      leadBodyId: section.lead ?? null,
      dueOn: null,
      tags: Object.entries(section.tags ?? {}).flatMap(([framework, codes]) =>
        codes.map((code) => ({ framework, code })),
      ),
      content: buildContent(section.content, template, deps),
    })),
  }
  return { template, reading, threads, signOffs }
}

describe('the size of the worked example', () => {
  it('[OPS24] is that of a real plan', () => {
    const { reading, threads, signOffs } = readPlan()
    const blocks = reading.sections.flatMap(({ content }) => liveBlocks(content))
    const count = (type: string): number => blocks.filter(({ blockType }) => blockType === type).length
    const words = reading.sections.reduce((sum, { content }) => sum + wordCount(plainText(content.items)), 0)
    expect(reading.sections.length).toBeGreaterThanOrEqual(20)
    expect(words).toBeGreaterThanOrEqual(15_000)
    expect(['priority', 'action', 'indicator', 'service', 'related-service', 'resource'].map(count)).toEqual([
      5, 25, 25, 9, 6, 12,
    ])
    expect(threads.length).toBeGreaterThanOrEqual(20)
    expect(new Set(threads.map(({ by }) => by)).size).toBeGreaterThanOrEqual(5)
    expect(signOffs).toHaveLength(3)
  })

  it('[OPS25] has the gaps it says it has, and no others', () => {
    const { reading, template } = readPlan()
    expect(
      runChecks(reading, template)
        .map(({ ruleId, place }) => `${ruleId} ${place.blockId ?? place.sectionId ?? ''}`)
        .sort(),
    ).toEqual([
      'C-03b need-11',
      'C-09-priorities priority-whole-family',
      'C-13a ind-09',
      'C-14S act-08',
      'C-14S act-23',
      'C-14T act-09',
      'C-14T-ongoing act-09',
      'G-01 girfec',
      'P-01 context',
    ])
  })
})
