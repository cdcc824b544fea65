/** A data folder with plans, people and their tokens in it, made without a server, for one to be started on. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSession } from '../../server/actions/person/session-start.ts'
import { issueToken } from '../../server/actions/person/tokens.ts'
import { composePlan } from '../../server/actions/plans/create-plan.ts'
import { makePlan } from '../../server/actions/plans/make-plan.ts'
import { openWorld } from '../../server/cli/open-world.ts'
import { timestamp, type Deps } from '../../server/context.ts'
import { sessionCookie } from '../../server/http/credentials.ts'
import { sectionRoom } from '../../shared/protocol.ts'

export interface PreparedPlan {
  readonly planId: string
  /** Names of its sections' rooms, in order. */
  readonly rooms: readonly string[]
}

export interface PreparedFolder {
  readonly dataFolder: string
  readonly plans: readonly PreparedPlan[]
  /** A bearer token for each person. The first coordinates every plan, the others draft in all. */
  readonly tokens: readonly string[]
  /** The cookie of a session of each, as browsers send it. */
  readonly cookies: readonly string[]
}

const templateId = 'childrens-services-plan'

const addPerson = async (deps: Deps, name: string): Promise<string> => {
  const id = deps.newId()
  await deps.store.rows.people.add({ id, email: `${name}@strathness.example`, name, createdAt: timestamp(deps.clock) })
  return id
}

const signIn = async (deps: Deps, personId: string): Promise<string> => {
  const secret = await deps.store.transaction((rows) => startSession(deps, rows, personId, 'Campaign'))
  return sessionCookie(secret).split(';')[0] ?? ''
}

const addPlan = async (deps: Deps, title: string, [coordinator = '', ...drafters]: readonly string[]) => {
  const template = deps.templates.get(templateId)
  if (!template) throw new Error(`No template ${templateId}`)
  const bodies = [{ name: 'Strathness Council', shortName: 'Council', kind: 'council', lead: true }]
  const input = { templateId, title, area: 'Strathness', from: '2026-04-01', bodies, mine: 0 }
  const made = composePlan(deps, coordinator, template, input)
  await makePlan(deps, made)
  const bodyId = made.bodies[0]?.id ?? ''
  const member = { planId: made.plan.id, bodyId, role: 'drafter' as const, capacity: '', removedAt: null }
  for (const personId of drafters) {
    const joinedAt = timestamp(deps.clock)
    await deps.store.rows.members.join({ ...member, id: deps.newId(), personId, joinedAt })
  }
  return { planId: made.plan.id, rooms: made.sections.map(({ row }) => sectionRoom(made.plan.id, row.id)) }
}

const fill = async (deps: Deps, plans: number, people: number): Promise<Omit<PreparedFolder, 'dataFolder'>> => {
  const ids: string[] = []
  for (let at = 0; at < people; at += 1) ids.push(await addPerson(deps, `person${at}`))
  const made: PreparedPlan[] = []
  for (let at = 0; at < plans; at += 1) made.push(await addPlan(deps, `Plan ${at}`, ids))
  const issued = await Promise.all(ids.map((id) => issueToken(deps, id, 'campaign')))
  const tokens = issued.flatMap((made) => (made.ok ? [made.value.token] : []))
  const cookies = await Promise.all(ids.map((id) => signIn(deps, id)))
  return { plans: made, tokens, cookies }
}

export const prepareFolder = async ({ plans = 1, people = 3 } = {}): Promise<PreparedFolder> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'comhla-campaign-'))
  const faults: string[] = []
  const world = openWorld({ COMHLA_DATA: dataFolder }, (line) => faults.push(line))
  if (!world.ok) throw new Error(world.error.join('\n'))
  const filled = await world.value.open((deps) => fill(deps, plans, people))
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return { dataFolder, ...filled }
}
