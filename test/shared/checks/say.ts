/** Runs one rule over a plan and gives the sentences of its findings. */
import type { PlanReading } from '../../../shared/plan/facts.ts'
import type { Finding } from '../../../shared/checks/finding.ts'
import { runChecks } from '../../../shared/checks/run.ts'
import type { RuleUse } from '../../../shared/template/types.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

export const find = (kind: string, settings: RuleUse['with'], reading: PlanReading): readonly Finding[] =>
  runChecks(reading, smallTemplate(rule('R', kind, settings)))

export const says = (kind: string, settings: RuleUse['with'], reading: PlanReading): readonly string[] =>
  find(kind, settings, reading).map((finding) => finding.says)
