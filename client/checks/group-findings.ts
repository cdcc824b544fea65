/** Findings as they are listed: by level, within it by rule in the order the template has them. */
import type { Finding } from '../../shared/checks/finding.ts'
import type { Level, RuleUse, Template } from '../../shared/template/types.ts'

export const levels: readonly Level[] = ['error', 'warning', 'info']

export interface RuleFindings {
  readonly rule: RuleUse
  readonly findings: readonly Finding[]
}

export interface LevelFindings {
  readonly level: Level
  readonly count: number
  readonly rules: readonly RuleFindings[]
}

/** Levels without findings are left out. */
export const groupFindings = (
  findings: readonly Finding[],
  template: Pick<Template, 'rules'>,
): readonly LevelFindings[] =>
  levels.flatMap((level) => {
    const here = findings.filter((finding) => finding.level === level)
    const rules = template.rules.flatMap((rule) => {
      const own = here.filter(({ ruleId }) => ruleId === rule.id)
      return own.length === 0 ? [] : [{ rule, findings: own }]
    })
    return here.length === 0 ? [] : [{ level, count: here.length, rules }]
  })
