/** The template a plan was made from. */
import type { Template } from '../../../shared/template/types.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import type { PlanRow } from '../../store/tables.ts'
import type { ActionError } from '../errors.ts'

export const templateOf = ({ templates }: Pick<Deps, 'templates'>, plan: PlanRow): Result<Template, ActionError> => {
  const template = templates.get(plan.templateId)
  if (template) return ok(template)
  return err({ type: 'not-available', says: `The template ${plan.templateId} is not installed. Tell your operator.` })
}
