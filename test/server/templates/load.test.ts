import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadTemplates } from '../../../server/templates/load.ts'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { treeToHtml } from '../../../shared/export/html.ts'
import { sectionTree } from '../../../shared/export/tree.ts'
import { faultToLine } from '../../../shared/template/fault.ts'
import { findBlockType, findFramework, sectionType } from '../../../shared/template/lookup.ts'
import type { Template } from '../../../shared/template/types.ts'
import { block, content } from '../../support/content.ts'

const root = join(import.meta.dirname, '../../..')
const shipped = join(root, 'templates')

const loadShipped = (id: string): Template => {
  const templates = loadTemplates(shipped, ruleKinds)
  if (!templates.ok) throw new Error(templates.error.map(faultToLine).join('\n'))
  const template = templates.value.get(id)
  if (!template) throw new Error(`no template ${id}`)
  return template
}

describe('the shipped templates', () => {
  it('[TPL9] all load, with the rule kinds there are', () => {
    const templates = loadTemplates(shipped, ruleKinds)
    expect(templates.ok ? [...templates.value.keys()] : templates.error.map(faultToLine)).toEqual([
      'child-poverty-report',
      'childrens-services-plan',
    ])
  })

  it('[TPL10] hold the vocabularies of a children’s services plan', () => {
    const template = loadShipped('childrens-services-plan')
    const sizes = Object.fromEntries(template.frameworks.map(({ ref, codes }) => [ref, codes.length]))
    expect(sizes).toMatchObject({
      's9-aims@2014': 5,
      'shanarri@2014': 8,
      'uncrc@1989': 42,
      'npf@2018': 11,
      'promise@2020': 5,
      'review-criteria@2020': 16,
      'core-indicators@2023': 21,
      'prevention-levels@2020': 4,
      'neighbour-plans@2024': 8,
    })
    const principles = findFramework(template, 'uncrc')?.codes.filter(({ group }) => group === 'General principles')
    expect(principles?.map(({ code }) => code)).toEqual(['2', '3', '6', '12'])
  })

  it('[TPL10] keep the wording of the aims: best in the first, the qualifier in the last', () => {
    const aims = findFramework(loadShipped('childrens-services-plan'), 's9-aims')?.codes ?? []
    expect(aims.map(({ code }) => code)).toEqual(['a.i', 'a.ii', 'a.iii', 'a.iv', 'b'])
    expect(aims.filter(({ description }) => description?.includes('best safeguards')).map(({ code }) => code)).toEqual([
      'a.i',
    ])
    expect(aims.at(-1)?.description).toContain('so far as that is consistent with the objects')
  })

  it('[PLAN5] say which way an indicator is meant to go in words that follow each other', () => {
    const lines = (id: string, direction: string) => {
      const indicator = block('indicator', 'i1', { direction })
      const nameless = { blockNumber: () => null, blockName: () => null, bodyName: () => null }
      const tree = sectionTree(content(indicator), { template: loadShipped(id), highlights: [], ...nameless })
      return /<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/.exec(treeToHtml(tree))?.slice(1).join(': ')
    }
    for (const id of ['childrens-services-plan', 'child-poverty-report'])
      expect(['up', 'down', 'hold'].map((direction) => lines(id, direction))).toEqual([
        'Desired direction: Up',
        'Desired direction: Down',
        'Desired direction: No change',
      ])
  })

  it('[TPL11] guide every section in 60 to 180 words and cite a source', () => {
    const sections = [
      ...loadShipped('childrens-services-plan').sections,
      ...loadShipped('child-poverty-report').sections,
    ]
    const lengths = sections.map(({ key, guidance }) => [key, guidance.split(/\s+/).length] as const)
    expect(lengths.filter(([, words]) => words < 60 || words > 180)).toEqual([])
    expect(sections.filter(({ source }) => !/\d/.test(source))).toEqual([])
  })

  it('[TPL12] mean to serve every aim, and every criterion, from the first day', () => {
    for (const template of [loadShipped('childrens-services-plan'), loadShipped('child-poverty-report')]) {
      for (const id of [template.aims, ...(template.criteria ? [template.criteria] : [])]) {
        const tagged = new Set(template.sections.flatMap(({ tags }) => tags[id] ?? []))
        expect([...tagged].sort()).toEqual(
          findFramework(template, id)
            ?.codes.map(({ code }) => code)
            .sort(),
        )
      }
      const untagged = template.sections.filter(({ tags, exempt }) => !exempt && !(template.aims in tags))
      expect(untagged.map(({ key }) => key)).toEqual([])
    }
  })

  it('[TPL13] differ in aims, blocks and period without any code', () => {
    const plan = loadShipped('childrens-services-plan')
    const report = loadShipped('child-poverty-report')
    expect([plan.aims, report.aims]).toEqual(['s9-aims', 'child-poverty-drivers'])
    expect([plan.period.years, report.period.years]).toEqual([3, 1])
    expect(findBlockType(report, 'measure')?.fields.length).toBeGreaterThan(5)
    expect(findBlockType(plan, 'measure')).toBeUndefined()
    expect(sectionType(plan, 'priority-chapter')).toMatchObject({ repeatable: true, copies: 3, mandatory: false })
  })

  it('[TPL14] are described key by key and kind by kind in their README', () => {
    const readme = readFileSync(join(shipped, 'README.md'), 'utf8')
    expect([...ruleKinds.keys()].filter((kind) => !readme.includes(`\`${kind}\``))).toEqual([])
  })
})

describe('a templates folder', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'templates-'))
    cpSync(shipped, dir, { recursive: true })
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  const faults = (): readonly string[] => {
    const templates = loadTemplates(dir, ruleKinds)
    return templates.ok ? [] : templates.error.map(faultToLine)
  }
  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(dir, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(dir, file), text.replace(from, to))
  }

  it('[TPL1] is refused whole, with every fault of every file', () => {
    change('frameworks/tiers@2020.yaml', 'title: Tiers of service', 'titel: Tiers of service')
    change('child-poverty-report/sections.yaml', 'blocks: [indicator]', 'blocks: [indicators]')
    expect(faults()).toEqual([
      'frameworks/tiers@2020.yaml: title: is missing',
      'frameworks/tiers@2020.yaml: titel: is not a known key',
      'child-poverty-report/sections.yaml: sections[2].blocks[0]: no block type "indicators"',
      expect.stringMatching(/^childrens-services-plan\/template\.yaml: frameworks\[\d+\]: no framework tiers@2020$/),
      ...Array(2).fill(expect.stringMatching(/^childrens-services-plan\/blocks\.yaml: .*no framework "tiers"/)),
    ])
  })

  it('[TPL4] names the rule whose settings do not fit', () => {
    change('child-poverty-report/rules.yaml', 'block: measure', 'block: mesure')
    expect(faults()).toEqual([expect.stringMatching(/^child-poverty-report\/rules\.yaml: rules\[1\]: .*mesure/)])
  })

  it('[TPL15] names a plan type by its folder, and needs all four files', () => {
    change('child-poverty-report/template.yaml', 'id: child-poverty-report', 'id: poverty')
    rmSync(join(dir, 'childrens-services-plan/rules.yaml'))
    expect(faults()).toEqual([
      "child-poverty-report/template.yaml: id: must be the folder's name, child-poverty-report",
      'childrens-services-plan/rules.yaml: no such file',
    ])
  })

  it('[TPL15] that is missing or empty is a fault too', () => {
    rmSync(join(dir, 'child-poverty-report'), { recursive: true })
    rmSync(join(dir, 'childrens-services-plan'), { recursive: true })
    expect(faults()).toEqual([`${dir}: holds no folder with a template.yaml`])
    expect(loadTemplates(join(dir, 'none'), ruleKinds).ok).toBe(false)
  })

  const runCheck = (words: readonly string[] = [dir], env: NodeJS.ProcessEnv = process.env) => {
    const node = join(root, 'node_modules/.bin/node')
    return spawnSync(node, [join(root, 'server/templates/check.ts'), ...words], { encoding: 'utf8', env })
  }

  it('[TPL16] is checked alone by one command', () => {
    const fine = runCheck()
    expect([fine.status, fine.stdout.trim().split('\n').length, fine.stderr]).toEqual([0, 2, ''])
    change('child-poverty-report/template.yaml', 'version: 2', 'version: one')
    const broken = runCheck()
    expect(runCheck([], { ...process.env, COMHLA_TEMPLATES: dir }).stderr).toBe(broken.stderr)
    expect([broken.status, broken.stdout, broken.stderr]).toEqual([
      1,
      '',
      'child-poverty-report/template.yaml: version: must be a number, not "one"\n',
    ])
  })
})
