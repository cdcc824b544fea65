/**
 * A kind of rule: how its settings are read, which block types it speaks about, and how it judges a plan. A template
 * picks kinds and fills in their settings; no kind knows a plan type.
 */
import { ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { RuleUse, Template } from '../template/types.ts'
import type { Finding } from './finding.ts'
import type { PlanIndex } from './index-plan.ts'
import type { Reader } from './settings.ts'

/** A rule of a template with its settings read: ready to judge any plan made from that template. */
export interface BoundRule {
  readonly rule: RuleUse
  /** Block types that are evidence for the rule's criterion where the plan has them. */
  readonly blockTypes: readonly string[]
  readonly run: (index: PlanIndex) => readonly Finding[]
}

export interface RuleKind {
  /** Refuses settings that do not fit the kind or the template, with the path and the reason. */
  readonly bind: (rule: RuleUse, template: Template) => Result<BoundRule, string>
}

interface RuleKindParts<Settings> {
  readonly settings: Reader<Settings>
  readonly blockTypes?: (settings: Settings) => readonly string[]
  readonly run: (settings: Settings, index: PlanIndex, rule: RuleUse) => readonly Finding[]
}

/** Closes over the type of the settings, so that the registry can hold kinds with different ones. */
export const ruleKind = <Settings>(parts: RuleKindParts<Settings>): RuleKind => ({
  bind: (rule, template) => {
    const settings = parts.settings(rule.with, template, 'with')
    if (!settings.ok) return settings
    const blockTypes = parts.blockTypes?.(settings.value) ?? []
    return ok({
      rule,
      blockTypes: [...new Set(blockTypes)],
      run: (index) => parts.run(settings.value, index, rule),
    })
  },
})
