/** `room inspect` and `room repair`, on rooms whose rows a disk has changed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Inspected } from '../../../server/cli/rooms/inspect.ts'
import type { Repair } from '../../../server/cli/rooms/repair.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { encodeContent } from '../../../shared/plan/write.ts'
import { createCliWorld, createPlan, type CliWorld } from './world.ts'

// Real files, synced, and a process of its own: slow where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

interface Shown {
  readonly sections: readonly { readonly room: string }[]
}

const paragraph = (words: string, clientId: number): Uint8Array =>
  encodeContent({ items: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] }, clientId)

/** A room with the template's words and five paragraphs of Ada's, one a minute. */
const createWrittenRoom = async () => {
  const world = createCliWorld()
  const plan = await createPlan(world)
  const { sections } = await world.json<Shown>('plan', 'show', plan.id)
  const room = sections[0]?.room ?? ''
  await world.open(({ store }) =>
    store.updates.append(
      [2, 3, 4, 5, 6].map((seq) => ({
        room,
        seq,
        personId: plan.coordinator.id,
        at: world.clock.now() + seq * 60_000,
        bytes: paragraph(`Paragraph ${seq}.`, 1_000 + seq),
        newClientIds: [1_000 + seq],
      })),
    ),
  )
  return { world, room, plan }
}

const change = (world: CliWorld, sql: string, ...values: (string | number | Uint8Array)[]): void => {
  const database = new DatabaseSync(world.database)
  database.prepare(sql).run(...values)
  database.close()
}

const spoil = (world: CliWorld, room: string, seq: number): void =>
  change(world, `update updates set bytes = x'00' || bytes where room = ? and seq = ?`, room, seq)

const textOf = (world: CliWorld, room: string): Promise<string> =>
  world.open(({ rooms }) => rooms.read(room, ({ doc }) => doc.getXmlFragment(contentRoot).toString()))

const rowsOf = (world: CliWorld, table: string, room: string): readonly Readonly<Record<string, unknown>>[] => {
  const database = new DatabaseSync(world.database, { readOnly: true })
  const rows = database.prepare(`select * from ${table} where room = ? order by seq`).all(room)
  database.close()
  return rows
}

const inspect = async (world: CliWorld, room: string): Promise<{ code: number; inspected: Inspected }> => {
  const { code, out } = await world.run('room', 'inspect', room, '--json')
  // The shape of the verb this file is about.
  return { code, inspected: JSON.parse(out) as Inspected }
}

describe('room inspect', () => {
  it('[OPS26] tells sizes, authors, times and generation of a room in which nothing is wrong', async () => {
    const { world, room, plan } = await createWrittenRoom()
    const { code, inspected } = await inspect(world, room)
    expect({ code, ...inspected }).toMatchObject({
      code: 0,
      room,
      generation: 1,
      updates: 6,
      lastSeq: 6,
      readableTo: 6,
      lastAt: '2026-03-02T09:36:00.000Z',
      snapshots: [],
      setAside: 0,
      findings: [],
    })
    expect(inspected.authors).toContainEqual({
      personId: plan.coordinator.id,
      name: 'Ada Reid',
      clientIds: [1002, 1003, 1004, 1005, 1006],
      updates: 5,
    })
    const logged = rowsOf(world, 'updates', room).map(({ bytes }) => (bytes as Uint8Array).length)
    expect(inspected.logBytes).toBe(logged.reduce((sum, length) => sum + length, 0))
    expect(inspected.words).toBeGreaterThanOrEqual(10)
  })

  it('[OPS26] shows the same to people, in words', async () => {
    const { world, room } = await createWrittenRoom()
    const { code, out } = await world.run('room', 'inspect', room)
    expect(code).toBe(0)
    expect(out).toMatch(/Log +6 updates/)
    expect(out).toContain('Ada Reid: 5 updates, client ids 1002, 1003')
    expect(out).toContain('Nothing wrong.')
  })

  it('[OPS26] ends with 1 and names the update where a room cannot be read on', async () => {
    const { world, room } = await createWrittenRoom()
    spoil(world, room, 4)
    change(world, 'delete from updates where room = ? and seq = ?', room, 6)
    const { code, inspected } = await inspect(world, room)
    expect({ code, readableTo: inspected.readableTo }).toEqual({ code: 1, readableTo: 3 })
    expect(inspected.findings).toEqual([
      {
        gravity: 'damage',
        says: 'The text can be read up to update 3 of 5: update 4 is not as it was written.',
      },
      { gravity: 'note', says: 'In the log, update 4 is not as it was written.' },
    ])
  })

  it.each<[string, (world: CliWorld, room: string) => void, Inspected['findings'][number]]>([
    [
      'a hole in the log',
      (world, room) => change(world, 'delete from updates where room = ? and seq = 5', room),
      { gravity: 'note', says: 'In the log, update 5 is missing.' },
    ],
    [
      'a snapshot that differs from the log',
      (world, room) => change(world, `update snapshots set seq = 5 where room = ? and seq = 6`, room),
      { gravity: 'snapshot', says: 'The snapshot at update 5 differs from the log.' },
    ],
    [
      'a snapshot that cannot be read',
      (world, room) => change(world, `update snapshots set bytes = x'0102' where room = ?`, room),
      { gravity: 'snapshot', says: 'The snapshot at update 6 cannot be read.' },
    ],
    [
      'words nobody owns',
      (world, room) => change(world, 'delete from room_authors where room = ? and client_id = 1003', room),
      { gravity: 'note', says: 'Words under the client id 1003 have no author.' },
    ],
    [
      'an author nobody knows',
      (world, room) => change(world, `update updates set person_id = 'ghost' where room = ? and seq = 3`, room),
      { gravity: 'note', says: 'ghost wrote here and is nobody this installation knows.' },
    ],
  ])('[OPS27] finds %s', async (_, spoilRoom, finding) => {
    const { world, room } = await createWrittenRoom()
    await textOf(world, room)
    await world.open(async ({ store }) => {
      const record = await store.records.read(room)
      expect(record?.snapshots.map(({ seq }) => seq)).toEqual([6])
    })
    spoilRoom(world, room)
    expect((await inspect(world, room)).inspected.findings).toContainEqual(finding)
  })

  it('[OPS26] refuses what is no section’s room, and one that was never written', async () => {
    const { world, plan } = await createWrittenRoom()
    expect(await world.run('room', 'inspect', `plans/${plan.id}`)).toMatchObject({ code: 2, out: '' })
    expect(await world.run('room', 'inspect', `plans/${plan.id}/sections/none`)).toMatchObject({ code: 1, out: '' })
  })
})

describe('room repair', () => {
  it('[OPS28] says what it would keep and leave out, and changes nothing without --write', async () => {
    const { world, room } = await createWrittenRoom()
    spoil(world, room, 5)
    const before = rowsOf(world, 'updates', room)
    const { code, out } = await world.run('room', 'repair', room)
    expect(code).toBe(1)
    expect(out).toContain('Kept: the text up to update 4 of 2026-03-02T09:34:00.000Z')
    expect(out).toContain('update 5 is not as it was written')
    expect(out).toMatch(
      /Left out: updates 5 to 6 \(2, \d+ bytes\), written 2026-03-02T09:35:00.000Z to 2026-03-02T09:36/,
    )
    expect(out).toContain('Ada Reid: 2')
    expect(out).toContain('Nothing was changed')
    expect(rowsOf(world, 'updates', room)).toEqual(before)
  })

  it('[OPS28] rebuilds the room up to the last good update, and keeps every byte of what it leaves out', async () => {
    const { world, room } = await createWrittenRoom()
    spoil(world, room, 5)
    const before = rowsOf(world, 'updates', room)
    const repair = await world.json<Repair>('room', 'repair', room, '--write')
    expect(repair).toMatchObject({
      isDone: true,
      generation: 2,
      kept: { seq: 4 },
      leftOut: { from: 5, to: 6, updates: 2, authors: [{ name: 'Ada Reid', updates: 2 }] },
    })
    const text = await textOf(world, room)
    expect([text.includes('Paragraph 4.'), text.includes('Paragraph 5.')]).toEqual([true, false])
    expect(rowsOf(world, 'updates', room)).toEqual(before.slice(0, 4))
    expect(rowsOf(world, 'set_aside', room)).toEqual(
      before.slice(4).map((row) => ({ ...row, kind: 'update', generation: 1 })),
    )
    expect((await inspect(world, room)).inspected).toMatchObject({ generation: 2, setAside: 2, findings: [] })
    expect(await world.run('room', 'repair', room, '--write')).toMatchObject({ code: 0 })
    expect((await inspect(world, room)).inspected.generation).toBe(2)
  })

  it('[OPS28] begins with a snapshot where that reaches further than the damaged log before it', async () => {
    const { world, room, plan } = await createWrittenRoom()
    await textOf(world, room)
    await world.open(({ store }) =>
      store.updates.append(
        [7, 8].map((seq) => ({
          room,
          seq,
          personId: plan.coordinator.id,
          at: 0,
          bytes: paragraph(`Paragraph ${seq}.`, 1_000 + seq),
          newClientIds: [1_000 + seq],
        })),
      ),
    )
    spoil(world, room, 3)
    expect(await world.json<Repair>('room', 'repair', room)).toMatchObject({ isNeeded: false })
    spoil(world, room, 8)
    expect(await world.json<Repair>('room', 'repair', room, '--write')).toMatchObject({ kept: { seq: 7 } })
    expect(await textOf(world, room)).toContain('Paragraph 7.')
  })

  it('[OPS28] lets people write on in the rebuilt room, and reads the section anew', async () => {
    const { world, room, plan } = await createWrittenRoom()
    await world.json('check', plan.id)
    change(world, 'delete from snapshots where room = ?', room)
    spoil(world, room, 5)
    await world.json<Repair>('room', 'repair', room, '--write')
    await world.open(({ store }) =>
      store.updates.append([
        { room, seq: 5, personId: null, at: 0, bytes: paragraph('After it.', 7), newClientIds: [7] },
      ]),
    )
    const content = await world.open(async ({ store, readings }) => {
      const sections = await store.rows.sections.listOf(plan.id)
      return readings.of(sections.filter(({ id }) => room.endsWith(id)))
    })
    expect(content).toMatchObject([{ generation: 2, seq: 5 }])
    expect(JSON.stringify(content)).toContain('After it.')
  })

  it('[OPS28] touches nothing where no update can be read', async () => {
    const { world, room } = await createWrittenRoom()
    spoil(world, room, 1)
    const before = rowsOf(world, 'updates', room)
    const { code, err } = await world.run('room', 'repair', room, '--write')
    expect({ code, says: err.includes('Restore a backup') }).toEqual({ code: 1, says: true })
    expect(rowsOf(world, 'updates', room)).toEqual(before)
  })

  it('[OPS29] is refused while a server has the data folder; what was set aside goes into backups and comes back', async () => {
    const { world, room } = await createWrittenRoom()
    spoil(world, room, 5)
    const server = spawn(process.execPath, [join(import.meta.dirname, 'claimer.ts'), world.dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void server.kill('SIGKILL'))
    await once(createInterface(server.stdout), 'line')
    const { code, err } = await world.run('room', 'repair', room, '--write')
    expect({ code, says: err }).toEqual({ code: 1, says: expect.stringContaining('Stop it, then repair') })
    server.kill('SIGKILL')
    await once(server, 'exit')
    await world.json<Repair>('room', 'repair', room, '--write')
    const aside = rowsOf(world, 'set_aside', room)
    const file = world.path('backup.db')
    await world.json('backup', file)
    await world.json('restore', file)
    expect([aside.length, rowsOf(world, 'set_aside', room)]).toEqual([2, aside])
  })
})
