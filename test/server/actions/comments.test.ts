import { describe, expect, it } from 'vitest'
import type { ThreadTarget, ThreadView } from '../../../shared/api/comments.ts'
import { openThread } from '../../../server/actions/comments/open-thread.ts'
import { createServerWorld, type Name, type ServerWorld } from '../../support/server-world.ts'

const vision = (world: ServerWorld): string => world.sections[0]?.id ?? ''

const threadsOf = async (world: ServerWorld): Promise<readonly ThreadView[]> =>
  (await world.ask('Cora', 'GET /api/plans/:planId/threads')).json as ThreadView[]

const open = (world: ServerWorld, target: ThreadTarget, name: Name = 'Coll') =>
  world.ask(name, 'POST /api/plans/:planId/threads', { body: { target, text: 'Who says so?' } })

/** "grows up loved" in the first line of the vision. */
const words = (world: ServerWorld, more: object = {}): ThreadTarget => ({
  kind: 'words',
  sectionId: vision(world),
  range: { start: { textblock: 0, offset: 17 }, end: { textblock: 0, offset: 31 } },
  quote: 'grows up loved',
  before: 'Every child here ',
  after: '.',
  ...more,
})

const idOf = (json: unknown): string => (json as { readonly id: string }).id

describe('comments', () => {
  it('[ANCH8] stand on the plan, a section, a block or words, by who may not write there', async () => {
    const world = await createServerWorld()
    const actions = world.sections[1]
    const [reading] = await world.deps.readings.of(actions ? [actions] : [])
    const block = reading?.content.items.find((item) => item.type === 'planBlock')
    const targets: readonly ThreadTarget[] = [
      { kind: 'plan' },
      { kind: 'section', sectionId: vision(world) },
      { kind: 'block', sectionId: actions?.id ?? '', blockId: block?.id ?? '' },
      words(world),
    ]
    for (const target of targets) expect((await open(world, target)).status).toBe(201)
    const threads = await threadsOf(world)
    expect(new Set(threads.map(({ place }) => place.kind))).toEqual(new Set(['plan', 'section', 'block', 'words']))
    const onWords = threads.find(({ place }) => place.kind === 'words')
    expect([onWords?.quote, onWords?.comments[0]?.personName]).toEqual(['grows up loved', 'Coll'])
  })

  it('[ANCH9] finds the chosen words where they stand now, or says that they have changed', async () => {
    const world = await createServerWorld()
    const dara = await world.write('Dara', vision(world))
    dara.type(0, 'Here and now: ')
    await world.carry(dara)
    expect((await open(world, words(world))).status).toBe(201)
    const [thread] = await threadsOf(world)
    expect(thread?.place).toMatchObject({
      kind: 'words',
      range: { start: { textblock: 0, offset: 31 }, end: { textblock: 0, offset: 45 } },
    })
    dara.erase(0, 44)
    await world.carry(dara)
    const late = await open(world, words(world))
    expect([late.status, (late.json as { readonly type: string }).type]).toEqual([409, 'changed'])
  })

  it('[ANCH9] does not stand on a block that is not there', async () => {
    const world = await createServerWorld()
    const answer = await open(world, { kind: 'block', sectionId: vision(world), blockId: 'nowhere' })
    expect([answer.status, (answer.json as { faults: { path: string }[] }).faults[0]?.path]).toEqual([
      400,
      'target.blockId',
    ])
  })

  it('[ANCH10] are replied to, resolved and opened again; a reply opens a resolved thread', async () => {
    const world = await createServerWorld()
    const params = { threadId: idOf((await open(world, { kind: 'plan' })).json) }
    await world.ask('Dara', 'POST /api/plans/:planId/threads/:threadId/resolve', { params })
    expect((await threadsOf(world))[0]).toMatchObject({ state: 'resolved', resolvedBy: 'Dara' })
    await world.ask('Coll', 'POST /api/plans/:planId/threads/:threadId/comments', { params, body: { text: 'But…' } })
    const [thread] = await threadsOf(world)
    expect([thread?.state, thread?.comments.map(({ text }) => text)]).toEqual(['open', ['Who says so?', 'But…']])
  })

  it('[ANCH11] may be withdrawn by their author or a coordinator, and keep their place', async () => {
    const world = await createServerWorld()
    await open(world, { kind: 'plan' })
    const [thread] = await threadsOf(world)
    const params = { commentId: thread?.comments[0]?.id ?? '' }
    const withdraw = 'DELETE /api/plans/:planId/comments/:commentId'
    expect((await world.ask('Dara', withdraw, { params })).status).toBe(403)
    expect((await world.ask('Cora', withdraw, { params })).status).toBe(204)
    expect((await threadsOf(world))[0]?.comments[0]).toMatchObject({ withdrawn: true, text: '' })
    const edit = await world.ask('Coll', 'PATCH /api/plans/:planId/comments/:commentId', {
      params,
      body: { text: 'x' },
    })
    expect(edit.status).toBe(409)
  })

  it('[ANCH11] resolve their thread when the last of it is withdrawn, not before', async () => {
    const world = await createServerWorld()
    const params = { threadId: idOf((await open(world, { kind: 'plan' })).json) }
    await world.ask('Dara', 'POST /api/plans/:planId/threads/:threadId/comments', { params, body: { text: 'I do.' } })
    const withdraw = async (name: Name, at: number) => {
      const commentId = (await threadsOf(world))[0]?.comments[at]?.id ?? ''
      await world.ask(name, 'DELETE /api/plans/:planId/comments/:commentId', { params: { commentId } })
      return (await threadsOf(world))[0]
    }
    expect((await withdraw('Coll', 0))?.state).toBe('open')
    expect(await withdraw('Dara', 1)).toMatchObject({ state: 'resolved', resolvedBy: 'Dara' })
    await world.ask('Coll', 'POST /api/plans/:planId/threads/:threadId/comments', { params, body: { text: 'Yet…' } })
    expect((await threadsOf(world))[0]?.state).toBe('open')
  })

  it('[PPL15] are at most 30 a minute from one person', async () => {
    const world = await createServerWorld()
    const statuses: number[] = []
    for (let at = 0; at < 31; at += 1) statuses.push((await open(world, { kind: 'plan' })).status)
    expect([statuses.filter((status) => status === 201).length, statuses.at(-1)]).toEqual([30, 429])
    expect((await open(world, { kind: 'plan' }, 'Dara')).status).toBe(201)
    await world.pass(60_000)
    expect((await open(world, { kind: 'plan' })).status).toBe(201)
  })

  it('[ANCH15] stand once when they are sent again, with the words they had last, on words that are gone by then too', async () => {
    const world = await createServerWorld()
    const send = async (text: string, name: Name = 'Coll') => {
      const body = { target: words(world), text, commentId: 'once' }
      return world.ask(name, 'POST /api/plans/:planId/threads', { body })
    }
    const first = await send('Who says so?')
    const dara = await world.write('Dara', vision(world))
    dara.erase(17, 14)
    await world.carry(dara)
    const second = await send('Who says so, and when?')
    expect([second.status, idOf(second.json)]).toEqual([201, idOf(first.json)])
    const path = { threadId: idOf(first.json) }
    const reply = () =>
      world.ask('Dara', 'POST /api/plans/:planId/threads/:threadId/comments', {
        params: path,
        body: { text: 'The children.', commentId: 'twice' },
      })
    expect(idOf((await reply()).json)).toBe(idOf((await reply()).json))
    const threads = await threadsOf(world)
    expect(threads.map(({ comments }) => comments.map(({ text }) => text))).toEqual([
      ['Who says so, and when?', 'The children.'],
    ])
  })

  it('[ANCH15] stay where they stand: an id is of no use in another thread or section', async () => {
    const world = await createServerWorld()
    const open = (target: object, commentId: string, text = 'Who says so?') =>
      world.ask('Coll', 'POST /api/plans/:planId/threads', { body: { target, text, commentId } })
    await open({ kind: 'plan' }, 'first')
    const other = await open({ kind: 'plan' }, 'second', 'And when?')
    const moved = await open({ kind: 'section', sectionId: vision(world) }, 'first', 'Changed.')
    const replied = await world.ask('Coll', 'POST /api/plans/:planId/threads/:threadId/comments', {
      params: { threadId: idOf(other.json) },
      body: { text: 'Changed.', commentId: 'first' },
    })
    expect([moved.status, replied.status]).toEqual([409, 409])
    const said = (await threadsOf(world)).flatMap(({ comments }) => comments.map(({ text }) => text))
    expect(said.toSorted()).toEqual(['And when?', 'Who says so?'])
  })

  it('[ANCH15] keep their author: an id that another person has used is refused', async () => {
    const world = await createServerWorld()
    const send = (name: Name) =>
      world.ask(name, 'POST /api/plans/:planId/threads', {
        body: { target: { kind: 'plan' }, text: 'Who says so?', commentId: 'once' },
      })
    await send('Coll')
    expect((await send('Dara')).status).toBe(409)
    expect((await threadsOf(world)).length).toBe(1)
  })
})

describe('a comment whose author loses the right while its place is looked for', () => {
  it('[ACC4] is not written', async () => {
    const world = await createServerWorld()
    const { rooms } = world.deps
    const removeColl = async () =>
      world.ask('Cora', 'DELETE /api/plans/:planId/members/:memberId', {
        params: { memberId: await world.memberId('Coll') },
      })
    const read: typeof rooms.read = async (room, look) => {
      const seen = await rooms.read(room, look)
      await removeColl()
      return seen
    }
    const target = { kind: 'section', sectionId: vision(world) } as const
    const opened = await openThread(
      { ...world.deps, rooms: { ...rooms, read } },
      { personId: world.personId('Coll'), sessionId: 'any', via: 'session' },
      { planId: world.planId, target, text: 'Still here?' },
    )
    expect(opened).toMatchObject({ ok: false, error: { type: 'not-found' } })
    expect(await world.deps.store.rows.comments.listOf(world.planId)).toEqual([])
  })
})
