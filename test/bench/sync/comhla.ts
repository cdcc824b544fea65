/** The subject itself: the real server, everything on. Plans, people and sessions are written before it starts. */
import { readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { startSession } from '../../../server/actions/person/session-start.ts'
import { makePlan, newSectionRow } from '../../../server/actions/plans/make-plan.ts'
import { createParts, openStore, type Parts } from '../../../server/app.ts'
import { timestamp } from '../../../server/context.ts'
import { createPrintingMailer } from '../../../server/mail/mailer.ts'
import { databaseIn } from '../../../server/store/data-folder.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import { smallTemplate } from '../../support/small-template.ts'
import { hotRooms, largeRooms, pairRooms, type Texts } from './stage.ts'
import type { Doors, Subject } from './subjects.ts'

/** As many as the crowd needs without one of them having more sockets than a person may. */
const peopleCount = 50

/** Pairs are spread over plans, since a plan admits some hundreds of sockets. */
const pairPlans = 5

interface Seeded {
  /** Cookies, one a person. */
  readonly cookies: readonly string[]
  /** Rooms of the bench -> rooms of the server. */
  readonly rooms: Readonly<Record<string, string>>
}

const seededName = 'bench.json'

const addPeople = async ({ deps, store }: Parts): Promise<readonly string[]> => {
  const people = Array.from({ length: peopleCount }, () => deps.newId())
  for (const [index, id] of people.entries())
    await store.rows.people.add({
      id,
      email: `writer${index}@example.org`,
      name: `Writer ${index}`,
      createdAt: timestamp(deps.clock),
    })
  return people
}

const addPlan = async (
  { deps }: Parts,
  people: readonly string[],
  states: readonly Uint8Array[],
): Promise<readonly string[]> => {
  const planId = deps.newId()
  const bodyId = deps.newId()
  const createdAt = timestamp(deps.clock)
  const rows = states.map((_, position) => newSectionRow(deps.newId(), planId, position, null, `Section ${position}`))
  const template = { templateId: smallTemplate().id, templateVersion: 1 }
  const period = { fromDay: '2026-04-01', toDay: '2029-03-31' }
  await makePlan(deps, {
    plan: { id: planId, ...template, title: 'A plan', area: 'Strathlorne', ...period, isExample: 0, createdAt },
    bodies: [{ id: bodyId, planId, name: 'Council', shortName: 'C', kind: 'council', lead: 1, position: 0 }],
    sections: rows.map((row, index) => ({ row, tags: [], state: states[index] ?? new Uint8Array(0) })),
    members: people.map((personId) => ({
      id: deps.newId(),
      planId,
      personId,
      bodyId,
      role: 'drafter',
      capacity: '',
      joinedAt: createdAt,
      removedAt: null,
    })),
  })
  return rows.map(({ id }) => sectionRoom(planId, id))
}

const addRooms = async (
  parts: Parts,
  people: readonly string[],
  { small, nobody }: Texts,
): Promise<Seeded['rooms']> => {
  const named: Record<string, string> = {}
  const add = async (names: readonly string[], state: Uint8Array): Promise<void> => {
    const rooms = await addPlan(
      parts,
      people,
      names.map(() => state),
    )
    for (const [index, name] of names.entries()) named[name] = rooms[index] ?? ''
  }
  for (const name of hotRooms) await add([name], small.state)
  await add(largeRooms, nobody.state)
  for (let plan = 0; plan < pairPlans; plan += 1)
    await add(
      pairRooms.filter((_, index) => index % pairPlans === plan),
      small.state,
    )
  return named
}

const seed = async (folder: string, texts: Texts): Promise<void> => {
  const log = pino({ level: 'silent' })
  const template = smallTemplate()
  const parts = createParts({
    store: await openStore(databaseIn(folder)),
    templates: new Map([[template.id, template]]),
    mailer: createPrintingMailer(() => undefined),
    log,
  })
  const people = await addPeople(parts)
  const rooms = await addRooms(parts, people, texts)
  const cookies: string[] = []
  for (const personId of people) {
    const secret = await startSession({ ...parts.deps, randomBytes }, parts.store.rows, personId, 'bench')
    cookies.push(`__Host-comhla=${secret}`)
  }
  await parts.close()
  writeFileSync(join(folder, seededName), JSON.stringify({ cookies, rooms } satisfies Seeded))
}

const doors = (folder: string, url: string): Doors => {
  // Written by `seed`.
  const { cookies, rooms } = JSON.parse(readFileSync(join(folder, seededName), 'utf8')) as Seeded
  return (room, client) => ({
    url: `${url.replace('http', 'ws')}/sync/${rooms[room] ?? ''}?comhla=1&packed=1`,
    headers: { Cookie: cookies[client % cookies.length] ?? '', Origin: url },
    prefix: new Uint8Array(0),
    opening: [],
    takesDigest: true,
  })
}

export const comhla: Subject = {
  name: 'Còmhla',
  kind: 'ours',
  seed,
  command: (folder) => ({
    script: join(import.meta.dirname, '../../../server/main.ts'),
    env: { PORT: '0', COMHLA_DATA: folder, COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'warn' },
    listening: /is at (http\S+)/,
  }),
  doors,
}
