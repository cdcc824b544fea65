/** What the operator may do that no screen offers: make a person, find one, act where a plan's coordinator would. */
import { ok, type Result } from '../../shared/result.ts'
import type { Actor } from '../actions/access.ts'
import { conflict, gone, type ActionError } from '../actions/errors.ts'
import { createSignInLink } from '../actions/person/request-sign-in-link.ts'
import { timestamp, type Deps } from '../context.ts'
import { command } from './help.ts'
import type { PersonRow, PlanRow } from '../store/tables.ts'

/** A link that goes from hand to hand takes longer than one in a mail. */
export const operatorLinkHours = 24

export const operatorLink = (deps: Deps, personId: string): Promise<string> =>
  createSignInLink(deps, personId, operatorLinkHours * 60 * 60_000)

export const findPerson = async ({ store }: Deps, email: string): Promise<Result<PersonRow, ActionError>> => {
  const person = await store.rows.people.findByEmail(email)
  return person ? ok(person) : gone(`Nobody here has the address ${email}.`)
}

/** The person with this address, made where there is none; one who is there keeps the name they have. */
export const findOrAddPerson = async (deps: Deps, email: string, name: string): Promise<PersonRow> => {
  const known = await deps.store.rows.people.findByEmail(email)
  if (known) return known
  const person = { id: deps.newId(), email: email.toLowerCase(), name, createdAt: timestamp(deps.clock) }
  await deps.store.rows.people.add(person)
  return person
}

export const noRoom = (room: string): Result<never, ActionError> =>
  gone(`Nothing is stored of the room ${room}. Rooms of a plan: ${command} plan show <planId>`)

export const findPlan = async ({ store }: Deps, planId: string): Promise<Result<PlanRow, ActionError>> => {
  const plan = await store.rows.plans.find(planId)
  return plan ? ok(plan) : gone(`There is no plan ${planId}. Which there are: ${command} plan list`)
}

/** Invitations name who sent them, so the operator sends them for the plan's longest-standing coordinator. */
export const coordinatorOf = async ({ store }: Deps, planId: string): Promise<Result<Actor, ActionError>> => {
  const members = await store.rows.members.listOf(planId)
  const coordinator = members.find(({ role }) => role === 'coordinator')
  if (!coordinator) return conflict('This plan has no coordinator.')
  return ok({ personId: coordinator.personId, sessionId: '', via: 'session' })
}
