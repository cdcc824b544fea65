import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../../server/store/sqlite.ts'
import { createStore, type Store } from '../../../server/store/store.ts'

const tempFile = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'comhla-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return join(dir, 'comhla.db')
}
const at = '2026-06-01T09:00:00.000Z'
const ada = { id: 'ada', email: 'Ada@Strathness.Example', name: 'Ada', createdAt: at }

describe('the store on SQLite', () => {
  it('[STORE5] commits to the disk before it says so, and keeps references whole', async () => {
    const db = await openSqlite(tempFile())
    onTestFinished(() => db.destroy())
    const pragma = async (name: string) =>
      (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0]
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
    expect(await pragma('journal_mode')).toEqual({ journalMode: 'wal' })
    expect(await pragma('foreign_keys')).toEqual({ foreignKeys: 1 })
  })

  it('[STORE21] is its owner’s alone, with all that SQLite keeps beside it', async () => {
    const file = tempFile()
    const store = createStore(await openSqlite(file))
    onTestFinished(() => store.close())
    await store.rows.people.add(ada)
    const modes = readdirSync(dirname(file)).map((name) => [name, statSync(join(dirname(file), name)).mode & 0o777])
    expect(modes.length).toBeGreaterThan(1)
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([])
  })

  it('[STORE6] has everything again after it was closed, and changes nothing when it is opened twice', async () => {
    const file = tempFile()
    const first = createStore(await openSqlite(file))
    await first.rows.people.add(ada)
    await first.close()
    const second = createStore(await openSqlite(file))
    onTestFinished(() => second.close())
    expect(await second.rows.people.findByEmail('ADA@strathness.example')).toEqual({
      ...ada,
      email: 'ada@strathness.example',
    })
  })

  it('[STORE17] knows bytes that were changed on the disk, in updates and in snapshots', async () => {
    const db = await openSqlite(tempFile())
    onTestFinished(() => db.destroy())
    const { updates } = createStore(db)
    const room = 'plans/p/sections/s'
    const written = [1, 2, 3].map((seq) => ({ room, seq, personId: null, at: 1, bytes: Uint8Array.of(seq, 7) }))
    await updates.append(written.map((update) => ({ ...update, newClientIds: [] })))
    await updates.saveSnapshot(room, 1, Uint8Array.of(5, 5))
    const soundness = async () => {
      const stored = await updates.load(room)
      return [stored?.snapshot?.isIntact, ...(stored?.tail.map(({ isIntact }) => isIntact) ?? [])]
    }
    expect(await soundness()).toEqual([true, true, true])
    await sql`update updates set bytes = x'0207' || x'' where seq = 2`.execute(db)
    await sql`update updates set bytes = x'0306' where seq = 3`.execute(db)
    await sql`update snapshots set bytes = x'0504'`.execute(db)
    expect(await soundness()).toEqual([false, true, false])
  })

  it('[STORE17] takes what was stored before there were checksums as it is', async () => {
    const file = tempFile()
    const old = new DatabaseSync(file)
    const first = createStore(await openSqlite(file))
    const room = 'plans/p/sections/s'
    await first.updates.append([{ room, seq: 1, personId: null, at: 1, bytes: Uint8Array.of(1, 7), newClientIds: [] }])
    await first.updates.saveSnapshot(room, 1, Uint8Array.of(5))
    await first.close()
    old.exec(`alter table updates drop column checksum; alter table snapshots drop column checksum;
      drop table set_aside; drop table makings; alter table sessions drop column ended_at;
      delete from kysely_migration where name >= '0002'`)
    old.close()
    const second = createStore(await openSqlite(file))
    onTestFinished(() => second.close())
    const stored = [await second.updates.load(room), await second.updates.load(room, 1)]
    expect([stored[0]?.snapshot?.isIntact, stored[1]?.tail.map(({ isIntact }) => isIntact)]).toEqual([true, [true]])
  })

  it('[STORE7] undoes everything of a transaction that fails, and lets the log in only after it', async () => {
    const store = createStore(await openSqlite(':memory:'))
    onTestFinished(() => store.close())
    const order: string[] = []
    const failing = store.transaction(async (rows) => {
      await rows.people.add(ada)
      await new Promise((resolve) => void setImmediate(resolve))
      order.push('transaction ends')
      throw new Error('stopped')
    })
    const appending = store.updates
      .append([{ room: 'plans/p', seq: 1, personId: null, at: 1, bytes: new Uint8Array([0]), newClientIds: [] }])
      .then(() => order.push('log'))
    await expect(failing).rejects.toThrow('stopped')
    await appending
    expect(order).toEqual(['transaction ends', 'log'])
    expect(await store.rows.people.find('ada')).toBeUndefined()
    expect((await store.updates.load('plans/p'))?.tail).toHaveLength(1)
  })

  it.each<[string, (store: Store, room: string) => Promise<readonly [number | undefined, number | undefined]>]>([
    [
      'to open it',
      async ({ updates }, room) => {
        const stored = await updates.load(room)
        return [stored?.generation, stored?.tail.length]
      },
    ],
    [
      'to look into it',
      async ({ records }, room) => {
        const record = await records.read(room)
        return [record?.generation, record?.updates.length]
      },
    ],
  ])('[STORE20] lets others write while a room is read %s, and sees one state of it', async (_, read) => {
    const file = tempFile()
    const store = createStore(await openSqlite(file))
    onTestFinished(() => store.close())
    const room = 'plans/p/sections/s'
    await store.updates.append([{ room, seq: 1, personId: null, at: 1, bytes: Uint8Array.of(7), newClientIds: [] }])
    const other = new DatabaseSync(file, { timeout: 0 })
    onTestFinished(() => other.close())
    other.exec('pragma synchronous = off')
    const reading = { isOver: false }
    let written = 0
    const found = read(store, room).finally(() => (reading.isOver = true))
    while (!reading.isOver) {
      // In every state there is, the room has as many updates as its generation says.
      other.exec(`begin immediate; update rooms set generation = generation + 1;
        insert into updates (room, seq, at, bytes) select room, generation, 1, x'07' from rooms; commit`)
      written += 1
      await Promise.resolve()
    }
    const [generation, updates] = await found
    expect([updates, written > 10]).toEqual([generation, true])
  })
})
