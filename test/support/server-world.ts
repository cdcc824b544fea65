/**
 * A whole server without network, clock or disk: real rooms, real store in memory, real routes through `app.request`.
 * Two plans made from a small template. In the first: Cora coordinates, Lena leads, Dara drafts, Sina comments and
 * drafts one section, Coll comments, Rae reads. Odd coordinates the second and is no member of the first.
 */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Hono } from 'hono'
import { createParts, type Parts } from '../../server/app.ts'
import { composePlan } from '../../server/actions/plans/create-plan.ts'
import { makePlan } from '../../server/actions/plans/make-plan.ts'
import { startSession } from '../../server/actions/person/session-start.ts'
import { timestamp, type Deps } from '../../server/context.ts'
import type { ApiEnv } from '../../server/http/api.ts'
import { createApp } from '../../server/http/app.ts'
import { createCallers } from '../../server/http/callers.ts'
import type { Client, ClientFile } from '../../server/http/client-files.ts'
import type { Mail } from '../../server/mail/mailer.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { createStore } from '../../server/store/store.ts'
import type { SectionRow, Tables } from '../../server/store/tables.ts'
import { defaultLimits } from '../../server/sync/limits.ts'
import type { RouteKey } from '../../shared/api/contract.ts'
import type { Role } from '../../shared/plan/facts.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import type { Template } from '../../shared/template/types.ts'
import { smallTemplate } from './small-template.ts'
import { createSyncClient, type SyncClient } from './sync-client.ts'

export const baseUrl = 'http://127.0.0.1:8080'

/** The small template with something to stand on: a mandatory section, a repeatable one, first words, first tags. */
export const serverTemplate = (): Template => {
  const template = smallTemplate()
  const [vision, actions, money] = template.sections
  if (!vision || !actions || !money) throw new Error('The small template has three sections')
  return {
    ...template,
    sections: [
      {
        ...vision,
        mandatory: true,
        tags: { aims: ['a'] },
        start: [{ prose: 'Every child here grows up loved.\n\nWe listen to what they say.' }],
      },
      {
        ...actions,
        repeatable: true,
        copies: 2,
        start: [
          { block: 'priority', id: 'p1', fields: { name: 'Listening' } },
          { block: 'action', id: 'a1', fields: { what: 'We will ask.', priority: 'p1' } },
        ],
      },
      money,
    ],
  }
}

export const people = {
  Cora: 'coordinator',
  Lena: 'lead',
  Dara: 'drafter',
  Sina: 'commenter',
  Coll: 'commenter',
  Rae: 'reader',
} as const satisfies Record<string, Role>
export type Name = keyof typeof people | 'Odd'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, or null where there is no body. */
  readonly json: unknown
}
export interface Asking {
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array<ArrayBuffer>
}

export interface ServerWorld {
  readonly deps: Deps
  readonly db: Kysely<Tables>
  readonly parts: Parts
  readonly app: Hono<ApiEnv>
  readonly mails: Mail[]
  readonly logged: string[]
  readonly planId: string
  readonly otherPlanId: string
  /** Sections of the first plan, in order. */
  readonly sections: readonly SectionRow[]
  readonly otherSections: readonly SectionRow[]
  personId(name: Name): string
  memberId(name: Name): Promise<string>
  /** The cookie header of a new session. */
  cookie(name: Name): Promise<string>
  /** Calls a route as a person, from a page of this server; null is nobody. */
  ask(name: Name | null, key: RouteKey, asking?: Asking): Promise<Answer>
  /** Lets time pass, and what waits for it happen. */
  pass(ms: number): Promise<void>
  /** A person in a section's room, synced. */
  write(name: Name, sectionId: string, sessionId?: string): Promise<SyncClient>
  /** Carries frames between a client and its room until nothing moves. */
  carry(client: SyncClient): Promise<void>
  /** Lets the server follow what was written. */
  follow(): Promise<void>
  /** A hash of every row of every table. */
  dump(): Promise<string>
}

const createTime = () => {
  let now = Date.parse('2026-06-01T09:00:00Z')
  let alarms: readonly { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => now,
    later: (ms: number, run: () => void) => {
      const alarm = { at: now + ms, run }
      alarms = [...alarms, alarm]
      return () => void (alarms = alarms.filter((other) => other !== alarm))
    },
    advance: (ms: number) => {
      now += ms
      const due = alarms.filter(({ at }) => at <= now)
      alarms = alarms.filter(({ at }) => at > now)
      for (const { run } of due) run()
    },
  }
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const turns = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await turn()
}

const createLog = (lines: string[]) => {
  const write = (fields: object, message: string): void => void lines.push(JSON.stringify({ ...fields, message }))
  return { debug: write, info: write, warn: write, error: write }
}

const bodies = [
  { name: 'Strathness Council', shortName: 'Council', kind: 'council', lead: true },
  { name: 'Strathness Voices', shortName: 'Voices', kind: 'council', lead: false },
]

const addPerson = async (deps: Deps, name: Name): Promise<string> => {
  const id = deps.newId()
  await deps.store.rows.people.add({ id, email: `${name}@strathness.example`, name, createdAt: timestamp(deps.clock) })
  return id
}

const addPlan = async (deps: Deps, personId: string, title: string): Promise<string> => {
  const input = { templateId: 'small', title, area: 'Strathness', from: '2026-04-01', bodies, mine: 0 }
  const plan = composePlan(deps, personId, serverTemplate(), input)
  await makePlan(deps, plan)
  return plan.plan.id
}

const script = (isImmutable: boolean): ClientFile => ({
  type: 'text/javascript; charset=utf-8',
  isImmutable,
  isCompressible: true,
  encoded: (encoding) => Promise.resolve(new TextEncoder().encode(`/* ${encoding} */`)),
})

const page: Client = {
  files: new Map([
    ['/assets/main-1.js', script(true)],
    ['/worker.js', script(false)],
  ]),
  page: '<!doctype html><script nonce="__NONCE__" src="/assets/main-1.js"></script>',
  planScripts: ['/assets/plan-2.js'],
}

export const createServerWorld = async (): Promise<ServerWorld> => {
  const time = createTime()
  const mails: Mail[] = []
  const logged: string[] = []
  const db = await openSqlite(':memory:')
  const parts = createParts({
    store: createStore(db),
    templates: new Map([['small', serverTemplate()]]),
    mailer: { send: (mail) => Promise.resolve(mails.push(mail) > 0) },
    log: createLog(logged),
    clock: time,
    timers: { soon: (run) => void setImmediate(run), later: time.later },
  })
  onTestFinished(() => parts.close())
  const deps: Deps = { ...parts.deps, baseUrl }
  const callers = createCallers({ soon: setImmediate })
  const app = createApp({ ...deps, client: page, addressOf: () => '192.0.2.1', callers })

  const ids = new Map<Name, string>()
  for (const name of [...(Object.keys(people) as (keyof typeof people)[]), 'Odd' as const]) {
    ids.set(name, await addPerson(deps, name))
  }
  const personId = (name: Name): string => ids.get(name) ?? ''
  const planId = await addPlan(deps, personId('Cora'), 'Strathness plan')
  const otherPlanId = await addPlan(deps, personId('Odd'), 'Another plan')
  const sections = await deps.store.rows.sections.listOf(planId)
  const [council] = await deps.store.rows.bodies.listOf(planId)
  const joinedAt = timestamp(deps.clock)
  for (const [name, role] of Object.entries(people) as [keyof typeof people, Role][]) {
    if (name === 'Cora') continue
    const member = { id: deps.newId(), planId, personId: personId(name), bodyId: council?.id ?? '', role }
    await deps.store.rows.members.join({ ...member, capacity: `${name}'s office`, joinedAt, removedAt: null })
    if (name === 'Sina') await deps.store.rows.members.grant(member.id, sections[0]?.id ?? '', 'drafter')
  }

  const cookies = new Map<Name, string>()
  const cookie = async (name: Name): Promise<string> => {
    const secret = await deps.store.transaction((rows) => startSession(deps, rows, personId(name), 'Testbrowser'))
    return `__Host-comhla=${secret}`
  }
  const cookieOf = async (name: Name): Promise<string> => {
    const known = cookies.get(name) ?? (await cookie(name))
    cookies.set(name, known)
    return known
  }

  const pathOf = (path: string, params: Readonly<Record<string, string>>): string =>
    path.replace(
      /:([a-zA-Z]+)/g,
      (_all, name: string) => params[name] ?? (name === 'planId' ? planId : `missing${name}`),
    )

  const ask: ServerWorld['ask'] = async (name, key, { params = {}, body, headers = {}, bytes } = {}) => {
    const [method = '', path = ''] = key.split(' ')
    const response = await app.request(pathOf(path, params), {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin: baseUrl }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(name === null ? {} : { cookie: await cookieOf(name) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
    })
    // A stream goes on for ever; here it is enough that it begins.
    if (response.headers.get('content-type') === 'text/event-stream') await response.body?.cancel()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, json: isJson ? await response.json() : null }
  }

  const carry = async (client: SyncClient): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      const out = client.outbox.splice(0)
      for (const frame of out) client.session?.receive(frame)
      await turns(4)
      const inbox = client.inbox.splice(0)
      for (const frame of inbox) client.take(frame)
      if (out.length + inbox.length > 0) quiet = -1
    }
  }

  return {
    deps,
    db,
    parts,
    app,
    mails,
    logged,
    planId,
    otherPlanId,
    sections,
    otherSections: await deps.store.rows.sections.listOf(otherPlanId),
    personId,
    memberId: async (name) => (await deps.store.rows.members.findIn(planId, personId(name)))?.id ?? '',
    cookie,
    ask,
    pass: async (ms) => {
      time.advance(ms)
      await turns(4)
    },
    write: async (name, sectionId, sessionId = `s${name}`) => {
      const room = sectionRoom(planId, sectionId)
      const admission = await parts.rooms.admit(personId(name), room)
      if ('refused' in admission) throw new Error(`${name} was refused with ${admission.refused}`)
      const client = createSyncClient(personId(name))
      const joining = {
        ...admission,
        room,
        personId: personId(name),
        sessionId,
        isOurs: true,
        takesPacked: true,
        generation: null,
      }
      client.session = parts.rooms.join(client.connection, joining)
      client.greet()
      await carry(client)
      return client
    },
    carry,
    follow: async () => {
      time.advance(defaultLimits.followOnMs + defaultLimits.followMs)
      await turns(2)
      await parts.following.settled()
    },
    dump: async () => {
      const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
      const hash = createHash('sha256')
      for (const { name } of rows) {
        const table = await sql`select * from ${sql.table(name)}`.execute(db)
        hash.update(JSON.stringify([name, table.rows]))
      }
      return hash.digest('hex')
    },
  }
}
