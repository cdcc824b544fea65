/** A template's rules made ready to run. The loader has bound each of them once and refused what does not fit. */
import type { RuleUse, Template } from '../template/types.ts'
import { ruleKinds } from './kinds.ts'
import type { BoundRule } from './rule-kind.ts'

/** Throws on a rule that cannot run: such a template should not have been loaded. */
export const bindRules = (template: Template): readonly BoundRule[] =>
  template.rules.map((rule) => bindRule(rule, template))

const bindRule = (rule: RuleUse, template: Template): BoundRule => {
  const kind = ruleKinds.get(rule.kind)
  if (!kind) throw new Error(`Rule ${rule.id}: no rule kind ${rule.kind}`)
  const bound = kind.bind(rule, template)
  if (!bound.ok) throw new Error(`Rule ${rule.id}: ${bound.error}`)
  return bound.value
}
