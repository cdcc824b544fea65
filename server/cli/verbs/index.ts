/** All verbs, in the order `help` lists them. */
import type { Verb } from '../verb.ts'
import { backup } from './backup.ts'
import { check } from './check.ts'
import { invite } from './invite.ts'
import { planCreate } from './plan-create.ts'
import { planList } from './plan-list.ts'
import { planShow } from './plan-show.ts'
import { restore } from './restore.ts'
import { roomInspect } from './room-inspect.ts'
import { roomRepair } from './room-repair.ts'
import { signIn } from './sign-in.ts'
import { token } from './token.ts'

export const verbs: readonly Verb[] = [
  planCreate,
  planList,
  planShow,
  check,
  invite,
  signIn,
  token,
  backup,
  restore,
  roomInspect,
  roomRepair,
]
