import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { loadExample } from '../../../server/example/load.ts'
import { readExample } from '../../../server/example/read.ts'
import { loadTemplates } from '../../../server/templates/load.ts'
import { createServerWorld } from '../../support/server-world.ts'

const templatesDir = join(import.meta.dirname, '../../../templates')
const templateDir = join(templatesDir, 'childrens-services-plan')

const copyExample = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'comhla-example-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  cpSync(join(templateDir, 'example'), join(dir, 'example'), { recursive: true })
  return dir
}

const change = (file: string, from: string, to: string): void =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

describe('the worked example', () => {
  it('[OPS22] is a plan like any other: all its comments on their words, its sign-offs valid', async () => {
    const world = await createServerWorld()
    const templates = loadTemplates(templatesDir, ruleKinds)
    const template = templates.ok ? templates.value.get('childrens-services-plan') : undefined
    const example = readExample(templateDir)
    if (!template || !example.ok || !example.value) throw new Error('The example is there')
    const planId = await loadExample(world.deps, template, example.value)
    const { rows } = world.deps.store
    const members = await rows.members.listOf(planId)
    const threads = await rows.threads.listOf(planId)
    expect((await rows.plans.find(planId))?.isExample).toBe(1)
    expect(members.map(({ name }) => name)).toEqual(example.value.plan.people.map(({ name }) => name))
    expect(threads).toHaveLength(example.value.threads.length)
    expect(threads.filter(({ kind }) => kind === 'words').map(({ quote }) => quote?.length ?? 0)).not.toContain(0)
    const sections = await rows.sections.listOf(planId)
    const signed = sections.filter(({ state }) => state === 'signed')
    const readings = await world.deps.readings.of(signed)
    const signOffs = await rows.signOffs.listOf(planId)
    expect(signOffs.map(({ contentHash }) => contentHash).sort()).toEqual(readings.map(({ hash }) => hash).sort())
    expect(signOffs).toHaveLength(example.value.signOffs.length)
  })

  it('[OPS23] is refused with file and path when something in it is wrong', () => {
    const dir = copyExample()
    change(join(dir, 'example/plan.yaml'), 'role: coordinator', 'role: queen')
    change(join(dir, 'example/signoffs.yaml'), 'by: lead-council', 'by: nobody-here')
    const broken = readExample(dir)
    expect(broken.ok ? [] : broken.error.map(({ file, path }) => [file, path])).toEqual([
      ['example/plan.yaml', 'people[0].role'],
    ])
    change(join(dir, 'example/plan.yaml'), 'role: queen', 'role: coordinator')
    const crossed = readExample(dir)
    expect(crossed.ok ? [] : crossed.error.map(({ file, path, reason }) => [file, path, reason])).toEqual([
      ['example/signoffs.yaml', '[0].by', 'nothing is called "nobody-here"'],
    ])
  })

  it('[OPS23] may be absent', () => {
    expect(readExample(templatesDir)).toEqual({ ok: true, value: null })
  })
})
