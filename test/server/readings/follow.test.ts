import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import type { ThreadTarget, ThreadView } from '../../../shared/api/comments.ts'
import type { PlanView } from '../../../shared/api/plans.ts'
import type { Reading } from '../../../shared/api/sections.ts'
import { openThread } from '../../../server/actions/comments/open-thread.ts'
import { catchUp } from '../../../server/readings/follow.ts'
import { planRoom, sectionRoom } from '../../../shared/protocol.ts'
import { createServerWorld, type ServerWorld } from '../../support/server-world.ts'
import { createSyncClient, type SyncClient } from '../../support/sync-client.ts'

const sectionId = (world: ServerWorld, at = 0): string => world.sections[at]?.id ?? ''

const wordsOf = (world: ServerWorld): ThreadTarget => ({
  kind: 'words',
  sectionId: sectionId(world),
  range: { start: { textblock: 0, offset: 0 }, end: { textblock: 0, offset: 31 } },
  quote: 'Every child here grows up loved',
  before: '',
  after: '.',
})

const comment = async (world: ServerWorld): Promise<void> => {
  const body = { target: wordsOf(world), text: 'By when?' }
  const answer = await world.ask('Coll', 'POST /api/plans/:planId/threads', { body })
  expect(answer.status).toBe(201)
}

const placeOf = async (world: ServerWorld) =>
  ((await world.ask('Cora', 'GET /api/plans/:planId/threads')).json as ThreadView[])[0]?.place

/** Someone in the plan's room, who hears its doorbells from now on. */
const listen = async (world: ServerWorld): Promise<SyncClient> => {
  const room = planRoom(world.planId)
  const admission = await world.parts.rooms.admit(world.personId('Rae'), room)
  if ('refused' in admission) throw new Error('Rae may listen')
  const client = createSyncClient(world.personId('Rae'))
  const joining = {
    ...admission,
    room,
    personId: client.person,
    sessionId: 's',
    isOurs: true,
    takesPacked: false,
    generation: null,
  }
  client.session = world.parts.rooms.join(client.connection, joining)
  client.greet()
  await world.carry(client)
  client.doorbells.length = 0
  return client
}

const paragraph = (text: string): Y.XmlElement => {
  const made = new Y.XmlElement('paragraph')
  made.insert(0, [new Y.XmlText(text)])
  return made
}

const stateOf = async (world: ServerWorld): Promise<string | undefined> =>
  ((await world.ask('Cora', 'GET /api/plans/:planId')).json as PlanView).sections[0]?.state

describe('following the text', () => {
  it('[STORE13] reads a section anew after each change, and keeps the reading', async () => {
    const world = await createServerWorld()
    const params = { sectionId: sectionId(world) }
    const read = async () =>
      (await world.ask('Cora', 'GET /api/plans/:planId/sections/:sectionId/reading', { params })).json as Reading
    const before = await read()
    const dara = await world.write('Dara', sectionId(world))
    dara.type(0, 'Here ')
    await world.carry(dara)
    const after = await read()
    expect([before.seq, after.seq]).toEqual([1, 2])
    expect(after.hash).not.toBe(before.hash)
    expect(JSON.stringify(after.content)).toContain('Here Every child')
    await world.follow()
    const kept = await world.deps.store.rows.readings.listOf([sectionId(world)])
    expect(kept.map(({ seq, hash }) => [seq, hash])).toEqual([[2, after.hash]])
  })

  it('[STORE13] makes a section a draft when somebody first writes in it', async () => {
    const world = await createServerWorld()
    expect(await stateOf(world)).toBe('not-started')
    const dara = await world.write('Dara', sectionId(world))
    await world.follow()
    expect(await stateOf(world)).toBe('not-started')
    dara.type(0, 'Here ')
    await world.carry(dara)
    await world.follow()
    expect(await stateOf(world)).toBe('drafting')
  })

  it('[STORE14] rings for the reading, and for the threads only when one stands elsewhere', async () => {
    const world = await createServerWorld()
    await comment(world)
    const rae = await listen(world)
    const rings = async () => {
      await world.follow()
      await world.carry(rae)
      return rae.doorbells.splice(0).map((doorbell) => (doorbell as { readonly what: string }).what)
    }
    const dara = await world.write('Dara', sectionId(world))
    dara.root().push([paragraph('At the end')])
    await world.carry(dara)
    expect(await rings()).toEqual(['reading', 'section'])
    dara.type(0, 'Before it: ')
    await world.carry(dara)
    expect(await rings()).toEqual(['reading', 'threads'])
  })

  it('[STORE13] [STORE14] follows sections that change at once, whether threads hang on them or not', async () => {
    const world = await createServerWorld()
    await comment(world)
    const rae = await listen(world)
    const clients = [await world.write('Dara', sectionId(world)), await world.write('Dara', sectionId(world, 1), 's2')]
    for (const client of clients) client.root().insert(0, [paragraph('At the start')])
    for (const client of clients) await world.carry(client)
    await world.follow()
    await world.carry(rae)
    const kept = await world.deps.store.rows.readings.listOf([sectionId(world), sectionId(world, 1)])
    expect(kept.map(({ seq, content }) => [seq, content.includes('At the start')])).toEqual([
      [2, true],
      [2, true],
    ])
    expect(await placeOf(world)).toMatchObject({ range: { start: { textblock: 1, offset: 0 } } })
    const rung = rae.doorbells.map((doorbell) => (doorbell as { readonly what: string }).what)
    expect(rung.toSorted()).toEqual(['reading', 'reading', 'section', 'section', 'threads'])
  })

  it('[STORE15] catches up at start with what was written just before the end', async () => {
    const world = await createServerWorld()
    await comment(world)
    const dara = await world.write('Dara', sectionId(world))
    dara.type(0, 'Before it: ')
    await world.carry(dara)
    await catchUp(world.deps)
    expect(await stateOf(world)).toBe('drafting')
    expect(await placeOf(world)).toMatchObject({ range: { start: { textblock: 0, offset: 11 } } })
    const before = await world.dump()
    await catchUp(world.deps)
    expect(await world.dump()).toBe(before)
  })

  it('[STORE18] starts, and shows the last reading, though the stored words of a section are damaged', async () => {
    const world = await createServerWorld()
    const dara = await world.write('Dara', sectionId(world))
    dara.type(0, 'Read: ')
    await world.carry(dara)
    await world.follow()
    await world.deps.store.updates.append([
      {
        room: sectionRoom(world.planId, sectionId(world)),
        seq: 3,
        personId: null,
        at: 0,
        bytes: Uint8Array.of(9),
        newClientIds: [],
      },
    ])
    dara.drop()
    await world.pass(120_000)
    await catchUp(world.deps)
    const params = { planId: world.planId }
    const answer = await world.ask('Cora', 'GET /api/plans/:planId/readings', { params })
    expect(answer.status).toBe(200)
    expect(JSON.stringify(answer.json)).toContain('Read: ')
    expect(world.logged.join()).toContain('change not followed')
  })

  it('[ANCH12] keeps a comment on its words when they are moved to another line', async () => {
    const world = await createServerWorld()
    await comment(world)
    const dara = await world.write('Dara', sectionId(world))
    dara.doc.transact(() => {
      dara.root().delete(0, 1)
      dara.root().push([paragraph('Every child here grows up loved.')])
    })
    await world.carry(dara)
    await world.follow()
    expect(await placeOf(world)).toMatchObject({
      kind: 'words',
      range: { start: { textblock: 1, offset: 0 }, end: { textblock: 1, offset: 31 } },
    })
  })

  it('[ANCH12] carries a comment whose words changed while it was being written down', async () => {
    const world = await createServerWorld()
    const dara = await world.write('Dara', sectionId(world))
    const store = {
      ...world.deps.store,
      // The words go, and are followed, after the comment was placed and before it is in the store.
      transaction: async <T>(run: Parameters<typeof world.deps.store.transaction<T>>[0]): Promise<T> => {
        dara.root().delete(0, 1)
        await world.carry(dara)
        await world.follow()
        return world.deps.store.transaction(run)
      },
    }
    const input = { planId: world.planId, target: wordsOf(world), text: 'By when?' }
    const actor = { personId: world.personId('Coll'), sessionId: 's', via: 'session' } as const
    const opened = await openThread({ ...world.deps, store }, actor, input)
    expect(opened.ok).toBe(true)
    await world.follow()
    expect(await placeOf(world)).toMatchObject({ kind: 'detached', seq: 2 })
  })

  it('[ANCH13] lists a comment as detached when its words are gone, and puts it back when they return', async () => {
    const world = await createServerWorld()
    await comment(world)
    const dara = await world.write('Dara', sectionId(world))
    dara.root().delete(0, 1)
    await world.carry(dara)
    await world.follow()
    expect(await placeOf(world)).toMatchObject({ kind: 'detached', sectionId: sectionId(world), seq: 2 })
    dara.root().insert(0, [paragraph('Every child here grows up loved.')])
    await world.carry(dara)
    await world.follow()
    expect(await placeOf(world)).toMatchObject({ kind: 'words', sectionId: sectionId(world) })
  })

  it('[ANCH14] finds words that were cut and pasted into another section', async () => {
    const world = await createServerWorld()
    await comment(world)
    const dara = await world.write('Dara', sectionId(world))
    const away = await world.write('Dara', sectionId(world, 3))
    dara.root().delete(0, 1)
    await world.carry(dara)
    away.root().push([paragraph('Every child here grows up loved.')])
    await world.carry(away)
    await world.follow()
    expect(await placeOf(world)).toMatchObject({ kind: 'words', sectionId: sectionId(world, 3) })
  })

  it('[ANCH13] detaches a comment on a block that was removed, and puts it back with the block', async () => {
    const world = await createServerWorld()
    const dara = await world.write('Dara', sectionId(world, 1))
    const block = dara.root().get(0) as Y.XmlElement
    const target = { kind: 'block', sectionId: sectionId(world, 1), blockId: block.getAttribute('id') }
    await world.ask('Coll', 'POST /api/plans/:planId/threads', { body: { target, text: 'Why?' } })
    block.setAttribute('removed', { by: world.personId('Dara'), at: '2026-06-01T09:00:00.000Z' } as unknown as string)
    await world.carry(dara)
    await world.follow()
    expect((await placeOf(world))?.kind).toBe('detached')
    block.removeAttribute('removed')
    await world.carry(dara)
    await world.follow()
    expect(await placeOf(world)).toEqual({ ...target, kind: 'block' })
  })
})
