/**
 * Every word the screens say, in English. One entry a phrase; a phrase with a number or a name in it is a function.
 * Another language is another file of this shape.
 */
import { account } from './en/account.ts'
import { checks } from './en/checks.ts'
import { copy } from './en/copy.ts'
import { comments } from './en/comments.ts'
import { entry, help, home, newPlan } from './en/entry.ts'
import { offline } from './en/offline.ts'
import { people } from './en/people.ts'
import { plan, save, sections } from './en/plan.ts'
import { signOff } from './en/sign-off.ts'
import { errors, general, roles, states } from './en/general.ts'

export const words = {
  account,
  checks,
  comments,
  copy,
  entry,
  errors,
  general,
  help,
  home,
  newPlan,
  offline,
  people,
  plan,
  roles,
  save,
  sections,
  signOff,
  states,
} as const
