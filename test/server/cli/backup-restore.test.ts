import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { authenticate } from '../../../server/actions/person/authenticate.ts'
import { signIn } from '../../../server/actions/person/sign-in.ts'
import { claimFolder, databaseIn } from '../../../server/store/data-folder.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { encodeContent } from '../../../shared/plan/write.ts'
import { createCliWorld, createPlan, type CliWorld } from './world.ts'

// Real files, synced, and processes of their own: slow where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

interface Restored {
  readonly keptAside: string | null
  readonly rooms: number
  readonly generation: number
}
interface Shown {
  readonly sections: readonly { readonly id: string; readonly title: string; readonly room: string }[]
}

/** A process that ends with the test; gives back its lines of output as they come. */
const startProcess = (script: string, ...words: readonly string[]) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { kill, nextLine: async (): Promise<string> => String((await lines.next()).value) }
}

/** A world with a plan, and the room of its first section. */
const createWrittenWorld = async () => {
  const world = createCliWorld()
  const plan = await createPlan(world)
  const { sections } = await world.json<Shown>('plan', 'show', plan.id)
  return { world, plan, room: sections[0]?.room ?? '' }
}

const typeParagraph = (world: CliWorld, room: string, seq: number, words: string): Promise<void> =>
  world.open(async ({ store }) => {
    const clientId = 1_000 + seq
    const bytes = encodeContent({ items: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] }, clientId)
    const update = { room, seq, personId: null, at: world.clock.now(), bytes, newClientIds: [clientId] }
    await store.updates.append([update])
  })

const textOf = (world: CliWorld, room: string): Promise<string> =>
  world.open(({ rooms }) => rooms.read(room, ({ doc }) => doc.getXmlFragment(contentRoot).toString()))

const generationsIn = (world: CliWorld, room: string): Promise<number | undefined> =>
  world.open(async ({ store }) => (await store.updates.load(room))?.generation)

/** All rows of a database file, table by table. */
const contentsOf = (path: string): Readonly<Record<string, readonly object[]>> => {
  const database = new DatabaseSync(path, { readOnly: true })
  const names = database.prepare(`select name from sqlite_master where type = 'table' order by name`).all()
  const rows = names.map(({ name }) => [name, database.prepare(`select * from ${String(name)}`).all()] as const)
  database.close()
  return Object.fromEntries(rows)
}

const damage = (path: string): void => {
  const bytes = readFileSync(path)
  bytes.fill(0xa5, Math.floor(bytes.length / 3), Math.floor(bytes.length / 3) + 20_000)
  writeFileSync(path, bytes)
}

describe('backup', () => {
  it('[OPS10] holds one state while another process writes: all that was on disk before, without a hole', async () => {
    const { world, plan, room } = await createWrittenWorld()
    const writer = startProcess('writer.ts', world.database, room, plan.coordinator.id)
    let before = 0
    while (before < 150) before = Number(await writer.nextLine())
    const file = world.path('backup.db')
    await world.json('backup', file)
    let after = before
    while (after < before + 30) after = Number(await writer.nextLine())
    await writer.kill()
    const database = new DatabaseSync(file, { readOnly: true })
    const found = database.prepare('select seq from updates where room = ? order by seq').all(room)
    database.close()
    const seqs = found.map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => at + 1))
    expect(seqs.length).toBeGreaterThanOrEqual(before)
    expect((seqs.length - 1) % 3).toBe(0)
    await world.json('restore', file)
    const restored = await world.open(({ store }) => store.updates.lastSeqs([room]))
    expect(restored.get(room)).toBe(seqs.length)
  })

  it('[OPS11] is one file that only its owner reads, and equals the database row by row', async () => {
    const { world } = await createWrittenWorld()
    const file = world.path('backup.db')
    const { bytes } = await world.json<{ bytes: number }>('backup', file)
    expect(statSync(file)).toMatchObject({ size: bytes })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(world.path('.')).sort()).toEqual(['backup.db', 'data'])
    expect(contentsOf(file)).toEqual(contentsOf(world.database))
  })

  it('[OPS11] replaces a file only when told to, and never the database', async () => {
    const { world } = await createWrittenWorld()
    const file = world.path('backup.db')
    writeFileSync(file, 'precious')
    expect(await world.run('backup', file)).toMatchObject({ code: 1, out: '' })
    expect(readFileSync(file, 'utf8')).toBe('precious')
    expect(await world.run('backup', world.database, '--force')).toMatchObject({ code: 1, out: '' })
    expect(await world.run('backup', file, '--force')).toMatchObject({ code: 0, err: '' })
    expect(contentsOf(file)).toEqual(contentsOf(world.database))
  })

  it('[OPS11] leaves nothing behind when the database is damaged', async () => {
    const { world } = await createWrittenWorld()
    damage(world.database)
    const file = world.path('backup.db')
    expect(await world.run('backup', file)).toMatchObject({ code: 1, out: '' })
    expect(readdirSync(world.path('.'))).toEqual(['data'])
  })
})

describe('restore', () => {
  it('[OPS12] brings back what was there, and keeps the database it replaces under a dated name', async () => {
    const { world, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await typeParagraph(world, room, 2, 'Written before.')
    await world.json('backup', file)
    await typeParagraph(world, room, 3, 'Written after.')
    const old = contentsOf(world.database)
    const { keptAside } = await world.json<Restored>('restore', file)
    expect(keptAside).toBe(`${world.database}.before-restore-20260302T093000Z`)
    expect(contentsOf(keptAside ?? '')).toEqual(old)
    const text = await textOf(world, room)
    expect([text.includes('Written before.'), text.includes('Written after.')]).toEqual([true, false])
    const { updates } = contentsOf(world.database)
    expect(updates).toEqual(contentsOf(file)['updates'])
  })

  it('[OPS12] is undone by restoring what it kept', async () => {
    const { world, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    await typeParagraph(world, room, 2, 'Written after.')
    const first = await world.json<Restored>('restore', file)
    const second = await world.json<Restored>('restore', first.keptAside ?? '')
    expect(await textOf(world, room)).toContain('Written after.')
    expect(second.generation).toBeGreaterThan(first.generation)
    expect(second.keptAside).not.toBe(first.keptAside)
  })

  it('[OPS12] works in a folder that is not there yet', async () => {
    const { world, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    const elsewhere = createCliWorld()
    expect(await elsewhere.json<Restored>('restore', file)).toMatchObject({ keptAside: null })
    expect(await textOf(elsewhere, room)).toBe(await textOf(world, room))
  })

  it('[OPS13] gives every room a generation it never had, however often one backup is restored', async () => {
    const { world, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    const generations = [await generationsIn(world, room)]
    for (const _ of [1, 2]) {
      const { generation } = await world.json<Restored>('restore', file)
      expect(await generationsIn(world, room)).toBe(generation)
      generations.push(generation)
    }
    const elsewhere = createCliWorld()
    elsewhere.advance(60_000)
    generations.push((await elsewhere.json<Restored>('restore', file)).generation)
    expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => Number(a) - Number(b)))
  })

  it('[OPS13] leaves no reading that names an old generation', async () => {
    const { world, plan, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('check', plan.id)
    await world.json('backup', file)
    const { generation } = await world.json<Restored>('restore', file)
    const reading = await world.open(async ({ store, readings }) => {
      const sections = await store.rows.sections.listOf(plan.id)
      return readings.of(sections.filter(({ id }) => room.endsWith(id)))
    })
    expect(reading.map((one) => one.generation)).toEqual([generation])
  })

  it('[OPS13] [STORE18] still shows the last reading of a section whose words were damaged before the backup', async () => {
    const { world, plan, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('check', plan.id)
    const database = new DatabaseSync(world.database)
    database.prepare('delete from snapshots where room = ?').run(room)
    database.prepare("update updates set bytes = x'09' where room = ?").run(room)
    database.close()
    await world.json('backup', file)
    const { generation } = await world.json<Restored>('restore', file)
    const generations = await world.open(async ({ store, readings }) => {
      const all = await readings.of(await store.rows.sections.listOf(plan.id))
      return all.map((reading) => reading.generation)
    })
    expect(new Set(generations)).toEqual(new Set([generation]))
  })

  it('[OPS14] ends sessions and links to sign in, which may have been spent or ended since', async () => {
    const { world, plan } = await createWrittenWorld()
    const file = world.path('backup.db')
    const knock = { token: plan.signInLink.split('#')[1] ?? '', address: '127.0.0.1', agent: 'test' }
    expect(await world.open((deps) => signIn(deps, knock))).toMatchObject({ ok: true })
    await world.json('sign-in', 'ada@ardmore.example')
    await world.json('backup', file)
    const countsIn = (path: string) => {
      const { sessions, sign_in_links: links } = contentsOf(path)
      return { sessions: sessions?.length, links: links?.length }
    }
    expect(countsIn(file)).toEqual({ sessions: 1, links: 1 })
    await world.json('restore', file)
    expect(countsIn(world.database)).toEqual({ sessions: 0, links: 0 })
  })

  it('[OPS14] ends API tokens and open invitations, which may have been taken back since, and says so', async () => {
    const { world, plan } = await createWrittenWorld()
    const file = world.path('backup.db')
    const { token } = await world.json<{ token: string }>('token', 'ada@ardmore.example')
    await world.json('invite', plan.id, '--email=ben@ardmore.example', '--name=Ben', '--body=COUNCIL', '--role=drafter')
    await world.json(
      'invite',
      plan.id,
      '--email=isla@ardmore.example',
      '--name=Isla',
      '--body=COUNCIL',
      '--role=drafter',
    )
    const database = new DatabaseSync(world.database)
    database.exec(`update invitations set accepted_at = '2026-03-01T09:00:00.000Z' where email like 'isla@%'`)
    database.close()
    await world.json('backup', file)
    const { out } = await world.run('restore', file)
    const { invitations, members } = contentsOf(world.database)
    expect(invitations).toEqual([expect.objectContaining({ email: 'isla@ardmore.example' })])
    expect(members).toEqual(contentsOf(file)['members'])
    expect(await world.open((deps) => authenticate(deps, { session: null, bearer: token }))).toBeNull()
    expect(out).toContain('API tokens and open invitations no longer work')
  })

  it('[OPS15] is refused while a server has the data folder, and changes nothing', async () => {
    const { world } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    const server = startProcess('claimer.ts', world.dataFolder)
    expect(await server.nextLine()).toBe('claimed')
    const before = contentsOf(world.database)
    const { code, err } = await world.run('restore', file)
    expect({ code, says: err.includes('Nothing was changed') }).toEqual({ code: 1, says: true })
    expect(contentsOf(world.database)).toEqual(before)
    expect(readdirSync(world.dataFolder).filter((name) => /restor/.test(name))).toEqual([])
    await server.kill()
    expect((await world.run('restore', file)).code).toBe(0)
  })

  it('[OPS15] is refused while any process has the database open', async () => {
    const { world, plan, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    const writer = startProcess('writer.ts', world.database, room, plan.coordinator.id)
    await writer.nextLine()
    expect((await world.run('restore', file)).code).toBe(1)
    expect(Number(await writer.nextLine())).toBeGreaterThan(0)
    await writer.kill()
    expect((await world.run('restore', file)).code).toBe(0)
  })

  it.each<[string, (world: CliWorld, file: string) => void]>([
    ['damaged', (_, file) => damage(file)],
    ['cut short', (_, file) => writeFileSync(file, readFileSync(file).subarray(0, 40_000))],
    ['no database', (_, file) => writeFileSync(file, 'Dear Sir or Madam '.repeat(500))],
    ['empty', (_, file) => writeFileSync(file, '')],
    ['from a later version', (_, file) => addMigration(file)],
  ])('[OPS16] refuses a file that is %s and leaves the data as they were', async (_, spoil) => {
    const { world } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    spoil(world, file)
    const before = contentsOf(world.database)
    const { code, out, err } = await world.run('restore', file)
    expect({ code, out, says: /cannot be restored.*Nothing was changed/s.test(err) }).toEqual({
      code: 1,
      out: '',
      says: true,
    })
    expect(contentsOf(world.database)).toEqual(before)
    expect(readdirSync(world.dataFolder).filter((name) => /restor/.test(name))).toEqual([])
  })

  it('[OPS12] keeps what a killed process had not yet put into the one file', async () => {
    const { world, plan, room } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    const writer = startProcess('writer.ts', world.database, room, plan.coordinator.id)
    const written = Number(await writer.nextLine())
    await writer.kill()
    const { keptAside } = await world.json<Restored>('restore', file)
    const kept = contentsOf(keptAside ?? '')['updates']
    expect(kept).toEqual(expect.arrayContaining([expect.objectContaining({ room, seq: written })]))
    expect(readdirSync(world.dataFolder).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
  })

  it('[OPS12] replaces a damaged database, and keeps it as it is with its own log', async () => {
    const { world } = await createWrittenWorld()
    const file = world.path('backup.db')
    await world.json('backup', file)
    writeFileSync(world.database, readFileSync(world.database).fill(0x5a, 0, 100))
    writeFileSync(`${world.database}-wal`, 'what a broken disk left')
    const spoiled = readFileSync(world.database)
    const { keptAside } = await world.json<Restored>('restore', file)
    expect(readFileSync(keptAside ?? '').equals(spoiled)).toBe(true)
    expect(readFileSync(`${keptAside ?? ''}-wal`, 'utf8')).toBe('what a broken disk left')
    expect(contentsOf(world.database)['updates']).toEqual(contentsOf(file)['updates'])
  })
})

const addMigration = (file: string): void => {
  const database = new DatabaseSync(file)
  database.exec(`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00Z')`)
  database.close()
}

describe('a data folder', () => {
  it('[OPS17] is one process’s at a time, until it lets go or ends', async () => {
    const { dataFolder } = createCliWorld()
    const first = claimFolder(dataFolder)
    expect([first === null, claimFolder(dataFolder)]).toEqual([false, null])
    first?.release()
    const other = startProcess('claimer.ts', dataFolder)
    expect(await other.nextLine()).toBe('claimed')
    expect(claimFolder(dataFolder)).toBe(null)
    await other.kill()
    const again = claimFolder(dataFolder)
    expect(again).not.toBe(null)
    again?.release()
  })

  it('[STORE22] is its owner’s alone where the program makes it, whatever comes first', () => {
    const { dataFolder } = createCliWorld()
    const [claimed, opened] = [join(dataFolder, 'claimed'), join(dataFolder, 'opened')]
    claimFolder(claimed)?.release()
    databaseIn(opened)
    expect([claimed, opened].map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o700])
  })
})
