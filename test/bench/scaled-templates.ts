/** A copy of the templates in a temporary folder, whose worked example has as many words as are asked for. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadTemplates } from '../../server/templates/load.ts'
import { ruleKinds } from '../../shared/checks/kinds.ts'
import type { Template } from '../../shared/template/types.ts'
import { createRandom } from '../support/random.ts'
import { scaleSections, type LongSection } from './scale.ts'

const shipped = join(import.meta.dirname, '../../templates')
const templateId = 'childrens-services-plan'

/** The folder; the caller removes it. */
export const writeScaledTemplates = (words: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-bench-templates-'))
  cpSync(shipped, folder, { recursive: true })
  const sectionsDir = join(folder, templateId, 'example', 'sections')
  const files = readdirSync(sectionsDir).sort()
  const sections = files.map((file) => parse(readFileSync(join(sectionsDir, file), 'utf8')) as LongSection)
  const scaled = scaleSections(sections, { words, template: readTemplate(folder), random: createRandom(1) })
  scaled.forEach((section, index) => writeFileSync(join(sectionsDir, files[index] ?? ''), stringify(section)))
  return folder
}

const readTemplate = (folder: string): Template => {
  const loaded = loadTemplates(folder, ruleKinds)
  const template = loaded.ok ? loaded.value.get(templateId) : undefined
  if (template === undefined) throw new Error(`The templates have no ${templateId} that can be read`)
  return template
}
