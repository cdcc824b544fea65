/**
 * Checks the templates alone: `node server/templates/check.ts [folder]`, else those of `COMHLA_TEMPLATES`, else those
 * shipped. Prints every fault on a line of its own and ends
 * with 1, or a line for each template and ends with 0.
 */
import { join } from 'node:path'
import { ruleKinds } from '../../shared/checks/kinds.ts'
import { faultToLine } from '../../shared/template/fault.ts'
import type { Template } from '../../shared/template/types.ts'
import { loadTemplates } from './load.ts'

const describeTemplate = ({ id, version, sections, blocks, frameworks, rules }: Template): string =>
  `${id} version ${version}: ${sections.length} sections, ${blocks.length} block types, ` +
  `${frameworks.length} frameworks, ${rules.length} rules`

/** An empty variable is one that is not set. */
const dir = process.argv[2] ?? (process.env.COMHLA_TEMPLATES || join(import.meta.dirname, '../../templates'))
const templates = loadTemplates(dir, ruleKinds)
if (templates.ok) {
  for (const template of templates.value.values()) console.log(describeTemplate(template))
} else {
  for (const fault of templates.error) console.error(faultToLine(fault))
  process.exitCode = 1
}
