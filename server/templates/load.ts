/**
 * Loads every plan type and framework from the templates folder. All or nothing: one fault anywhere and no template is
 * given back, so that a server never starts with half of them. A folder with a `template.yaml` is a plan type.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { createFault } from '../../shared/template/fault.ts'
import type { TemplateFault } from '../../shared/template/fault.ts'
import { parseFramework, parseTemplate } from '../../shared/template/schema.ts'
import type { RuleKinds } from '../../shared/template/schema.ts'
import type { Framework, FrameworkRef, Template } from '../../shared/template/types.ts'
import type { SourceFile } from '../../shared/template/yaml.ts'

/** Templates by id. */
export const loadTemplates = (
  dir: string,
  ruleKinds: RuleKinds,
): Result<ReadonlyMap<string, Template>, readonly TemplateFault[]> => {
  if (!existsSync(dir)) return err([createFault(dir, [], 'no such folder')])
  const frameworks = loadFrameworks(dir)
  const loaded = listPlanTypes(dir).map((folder) => loadTemplate(dir, folder, frameworks.found, ruleKinds))
  const faults = [...frameworks.faults, ...loaded.flatMap((template) => (template.ok ? [] : template.error))]
  if (faults.length > 0) return err(faults)
  const templates = loaded.flatMap((template) => (template.ok ? [template.value] : []))
  if (templates.length === 0) return err([createFault(dir, [], 'holds no folder with a template.yaml')])
  return ok(new Map(templates.map((template) => [template.id, template])))
}

interface LoadedFrameworks {
  readonly found: ReadonlyMap<FrameworkRef, Framework>
  readonly faults: readonly TemplateFault[]
}

const loadFrameworks = (dir: string): LoadedFrameworks => {
  const folder = join(dir, 'frameworks')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : []
  const parsed = files.sort().map((name) => parseFramework(readSource(dir, `frameworks/${name}`)))
  return {
    found: new Map(parsed.flatMap((framework) => (framework.ok ? [[framework.value.ref, framework.value]] : []))),
    faults: parsed.flatMap((framework) => (framework.ok ? [] : framework.error)),
  }
}

const listPlanTypes = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'template.yaml')))
    .sort()

const parts = ['template', 'blocks', 'sections', 'rules'] as const

const loadTemplate = (
  dir: string,
  folder: string,
  frameworks: ReadonlyMap<FrameworkRef, Framework>,
  ruleKinds: RuleKinds,
): Result<Template, readonly TemplateFault[]> => {
  const missing = parts.map((part) => `${folder}/${part}.yaml`).filter((file) => !existsSync(join(dir, file)))
  if (missing.length > 0) return err(missing.map((file) => createFault(file, [], 'no such file')))
  const source = (part: (typeof parts)[number]): SourceFile => readSource(dir, `${folder}/${part}.yaml`)
  const files = {
    template: source('template'),
    blocks: source('blocks'),
    sections: source('sections'),
    rules: source('rules'),
  }
  const template = parseTemplate(files, frameworks, ruleKinds)
  if (!template.ok || template.value.id === folder) return template
  return err([createFault(files.template.file, ['id'], `must be the folder's name, ${folder}`)])
}

const readSource = (dir: string, file: string): SourceFile => ({ file, text: readFileSync(join(dir, file), 'utf8') })
