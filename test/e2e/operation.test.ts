/** What an operator does while people write: looks at metrics, restarts the server, takes a backup. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode } from '../../shared/protocol.ts'
import { databaseName } from '../../server/store/data-folder.ts'
import { startApp, type App } from '../support/app.ts'
import { prepareFolder, type PreparedFolder } from '../support/prepared-folder.ts'
import { createSocketClient } from '../support/socket-client.ts'
import { holds } from '../support/holds.ts'
import { readStored, type Stored } from '../support/stored.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '../..')

const prepare = async (people: number): Promise<PreparedFolder> => {
  const folder = await prepareFolder({ people })
  onTestFinished(() => rmSync(folder.dataFolder, { recursive: true, force: true }))
  return folder
}

const start = async ({ dataFolder }: PreparedFolder, port = 0, env: Record<string, string> = {}): Promise<App> => {
  const app = await startApp({ dataFolder, port, env: { COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'error', ...env } })
  onTestFinished(() => app.kill())
  return app
}

interface Writer {
  readonly room: string
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Updates of others that it was shown. */
  readonly seen: Uint8Array[]
  readonly closes: number[]
}

/** The stock client, writing under a token. */
const createWriter = (url: string, room: string, token: string): Writer => {
  const headers = { authorization: `Bearer ${token}` }
  const WithToken = class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers })
    }
  }
  const doc = new Y.Doc()
  // The polyfill differs from the browser's WebSocket in types only.
  const WebSocketPolyfill = WithToken as unknown as typeof globalThis.WebSocket
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, doc, {
    WebSocketPolyfill,
    disableBc: true,
  })
  onTestFinished(() => provider.destroy())
  const writer: Writer = { room, doc, provider, seen: [], closes: [] }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === provider) writer.seen.push(update)
  })
  provider.on('connection-close', (event) => void (event && writer.closes.push(event.code)))
  return writer
}

const addParagraph = ({ doc }: Writer, words: string): void => {
  const text = new Y.XmlText(words)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  doc.getXmlFragment('content').push([paragraph])
}

const type = ({ doc }: Writer, letter: string): void => {
  const paragraph = doc.getXmlFragment('content').toArray().at(-1)
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (text instanceof Y.XmlText) text.insert(0, letter)
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Everyone types, one after the other, until told to stop. */
const keepTyping = (writers: readonly Writer[], everyMs: number) => {
  const aborted = new AbortController()
  let typed = 0
  const run = async (): Promise<void> => {
    for (; !aborted.signal.aborted; typed += 1) {
      const writer = writers[typed % writers.length]
      if (writer && writer.doc.getXmlFragment('content').length > 0) type(writer, 'x')
      await wait(everyMs)
    }
  }
  const running = run()
  return {
    /** Waits until so many more letters are typed. */
    more: (letters: number): Promise<void> => {
      const enough = typed + letters
      return until(() => typed >= enough, 60_000)
    },
    stop: async (): Promise<void> => {
      aborted.abort()
      await running
    },
  }
}

const stateOf = (doc: Y.Doc): string => doc.getXmlFragment('content').toString()

const lost = (stored: Stored, writers: readonly Writer[]): number =>
  writers.flatMap(({ room, seen }) => {
    const doc = stored.docs.get(room)
    return seen.filter((update) => !doc || !holds(doc, update))
  }).length

describe('a restart under load', () => {
  it('[OPS31] loses nothing anyone saw or typed: fifty people write through it and come to the log’s text', async () => {
    const folder = await prepare(5)
    const rooms = folder.plans[0]?.rooms.slice(0, 5) ?? []
    const first = await start(folder)
    const writers = Array.from({ length: 50 }, (_, at) =>
      createWriter(first.url, rooms[at % rooms.length] ?? '', folder.tokens[at % folder.tokens.length] ?? ''),
    )
    await until(() => writers.every(({ provider }) => provider.synced))
    for (const [at, writer] of writers.entries()) addParagraph(writer, `Paragraph ${at}.`)
    const typing = keepTyping(writers, 2)
    const seenSoFar = (): number => writers.reduce((sum, { seen }) => sum + seen.length, 0)
    await until(() => seenSoFar() > 1_000, 60_000)
    await first.stop()
    await until(() => writers.every(({ closes }) => closes.length > 0))
    // What follows are tries to come back while nobody is there.
    expect(new Set(writers.map(({ closes }) => closes[0]))).toEqual(new Set([closeCode.restarting]))
    const stopped = await readStored(folder.dataFolder, rooms)
    expect([stopped.integrity, lost(stopped, writers)]).toEqual(['ok', 0])
    await typing.more(200)
    const second = await start(folder, Number(new URL(first.url).port))
    await until(() => writers.every(({ provider }) => provider.synced), 30_000)
    await typing.more(200)
    await typing.stop()
    await until(
      () =>
        rooms.every(
          (room) => new Set(writers.filter((one) => one.room === room).map(({ doc }) => stateOf(doc))).size === 1,
        ),
      30_000,
    )
    await second.stop()
    const stored = await readStored(folder.dataFolder, rooms)
    for (const { room, doc } of writers) {
      const logged = stored.docs.get(room)
      expect(logged && stateOf(logged)).toBe(stateOf(doc))
    }
    expect(lost(stored, writers)).toBe(0)
  })
})

/** The command line as a process of its own. */
const runCommand = async (dataFolder: string, ...words: readonly string[]): Promise<unknown> => {
  const env = { ...process.env, COMHLA_DATA: dataFolder, COMHLA_EXAMPLE: 'no' }
  const command = spawn(process.execPath, ['server/cli/main.ts', ...words, '--json'], { cwd: root, env })
  let out = ''
  command.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const [code] = (await once(command, 'close')) as [number]
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
  return JSON.parse(out)
}

describe('a backup under load', () => {
  it('[OPS10] [OPS12] is a state that was: each room’s log a beginning of its later log, rows that fit it, and it opens', async () => {
    const folder = await prepare(4)
    const [plan] = folder.plans
    const rooms = plan?.rooms.slice(0, 4) ?? []
    const app = await start(folder)
    const writers = Array.from({ length: 12 }, (_, at) =>
      createWriter(app.url, rooms[at % rooms.length] ?? '', folder.tokens[at % folder.tokens.length] ?? ''),
    )
    await until(() => writers.every(({ provider }) => provider.synced))
    for (const [at, writer] of writers.entries()) addParagraph(writer, `Paragraph ${at}.`)
    const typing = keepTyping(writers, 2)
    const elsewhere = mkdtempSync(join(tmpdir(), 'comhla-backup-'))
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }))
    const files: string[] = []
    for (const name of ['one', 'two', 'three']) {
      await typing.more(150)
      files.push(join(elsewhere, `${name}.backup`))
      await runCommand(folder.dataFolder, 'backup', files.at(-1) ?? '')
    }
    await typing.more(100)
    await typing.stop()
    await until(() => writers.every(({ provider }) => provider.synced))
    await app.stop()
    const live = await readStored(folder.dataFolder, rooms)
    const lengths: number[] = []
    for (const [at, file] of files.entries()) {
      const dataFolder = join(elsewhere, `restored-${at}`)
      await runCommand(dataFolder, 'restore', file)
      const restored = await readStored(dataFolder, rooms)
      expect(restored.integrity).toBe('ok')
      for (const room of rooms) {
        const [then, now] = [restored.updates.get(room) ?? [], live.updates.get(room) ?? []]
        expect(then).toEqual(now.slice(0, then.length))
        lengths.push(then.length)
      }
      const [room = ''] = rooms
      const inspected = await runCommand(dataFolder, 'room', 'inspect', room)
      expect(inspected).toMatchObject({ findings: [], lastSeq: restored.updates.get(room)?.length })
      expectFittingRows(dataFolder)
    }
    expect(lengths.slice(0, rooms.length)).not.toEqual(lengths.slice(-rooms.length))
  })
})

/** No row speaks of an update, a person or a client id that the log of the same copy does not have. */
const expectFittingRows = (dataFolder: string): void => {
  const database = new DatabaseSync(join(dataFolder, databaseName), { readOnly: true })
  const ahead = database
    .prepare(
      `select 'snapshot' as what, s.room from snapshots s
         where s.seq > (select max(seq) from updates u where u.room = s.room)
       union all select 'thread', t.id from threads t
         where t.seq > (select max(seq) from updates u where u.room like '%/' || t.section_id)
       union all select 'update', u.room from updates u
         where u.person_id is not null and u.person_id not in (select id from people)
       union all select 'author', a.room from room_authors a
         where a.person_id <> '' and not exists
           (select 1 from updates u where u.room = a.room and u.person_id = a.person_id)`,
    )
    .all()
  const broken = database.prepare('pragma foreign_key_check').all()
  database.close()
  expect([ahead, broken]).toEqual([[], []])
}

/** As a failing disk does: one byte of one update of a room's log, with no snapshot to make up for it. */
const spoil = (dataFolder: string, room: string, seq: number): void => {
  const database = new DatabaseSync(join(dataFolder, databaseName))
  database.prepare('delete from snapshots where room = ?').run(room)
  database.prepare(`update updates set bytes = bytes || x'01' where room = ? and seq = ?`).run(room, seq)
  database.close()
}

describe('a damaged section', () => {
  it('[ROOM19] [OPS28] stays shut beside others that work, is repaired, and merges no copy from before', async () => {
    const folder = await prepare(2)
    const [room = '', other = ''] = folder.plans[0]?.rooms ?? []
    const first = await start(folder)
    const ada = createWriter(first.url, room, folder.tokens[0] ?? '')
    const reader = createWriter(first.url, room, folder.tokens[1] ?? '')
    await until(() => ada.provider.synced && reader.provider.synced)
    for (const words of ['Good words.', 'Words behind the damage.']) {
      addParagraph(ada, words)
      // What another is shown is on disk.
      await until(() => stateOf(reader.doc) === stateOf(ada.doc))
    }
    await first.stop()
    for (const { provider } of [ada, reader]) provider.destroy()
    const lastSeq = (await readStored(folder.dataFolder, [room])).updates.get(room)?.length ?? 0
    spoil(folder.dataFolder, room, lastSeq)

    const second = await start(folder)
    const ben = createSocketClient(room, folder.tokens[1] ?? '')
    await expect(ben.connect(second.url)).rejects.toThrow(String(closeCode.damaged))
    const elsewhere = createSocketClient(other, folder.tokens[1] ?? '')
    await elsewhere.connect(second.url)
    await expect(runCommand(folder.dataFolder, 'room', 'repair', room, '--write')).rejects.toThrow('ended with 1')
    await second.stop()

    const repaired = await runCommand(folder.dataFolder, 'room', 'repair', room, '--write')
    expect(repaired).toMatchObject({ isDone: true, generation: 2, kept: { seq: lastSeq - 1 } })
    const third = await start(folder)
    await ben.connect(third.url)
    expect([stateOf(ben.doc).includes('Good words.'), stateOf(ben.doc).includes('behind')]).toEqual([true, false])
    const stale = new WebSocket(`${third.url.replace('http', 'ws')}/sync/${room}?generation=1`, {
      headers: { authorization: `Bearer ${folder.tokens[0] ?? ''}` },
    })
    const [code] = (await once(stale, 'close')) as [number]
    expect(code).toBe(closeCode.generationChanged)
    await third.stop()
  })
})

describe('metrics', () => {
  it('[OPS30] tell of rooms, connections, updates, refusals and the log, on an address of their own', async () => {
    const folder = await prepare(2)
    const app = await start(folder, 0, { COMHLA_METRICS: '127.0.0.1:0' })
    const room = folder.plans[0]?.rooms[0] ?? ''
    const [ada, ben] = [0, 1].map((at) => createWriter(app.url, room, folder.tokens[at] ?? ''))
    if (!ada || !ben) throw new Error('Two people write')
    await until(() => ada.provider.synced && ben.provider.synced)
    for (let at = 0; at < 7; at += 1) addParagraph(ada, `Paragraph ${at}.`)
    const forger = createSocketClient(room, folder.tokens[1] ?? '')
    await forger.connect(app.url)
    await until(() => ben.doc.getXmlFragment('content').length === ada.doc.getXmlFragment('content').length)
    forger.doc.clientID = ada.doc.clientID
    forger.doc.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')])
    await until(() => !forger.isOpen)
    const answer = await fetch(app.metricsUrl ?? '')
    const text = await answer.text()
    const valueOf = (sample: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${sample} `))
          ?.slice(sample.length + 1),
      )
    expect(answer.headers.get('content-type')).toContain('version=0.0.4')
    expect([
      valueOf('comhla_rooms_open'),
      valueOf('comhla_room_connections'),
      valueOf('comhla_rooms_held'),
      valueOf('comhla_rooms_unwritten'),
      valueOf('comhla_updates_total'),
      valueOf('comhla_connections_closed_total{code="4400"}'),
      valueOf('comhla_updates_refused_total{reason="another\'s client id"}'),
    ]).toEqual([1, 2, 0, 0, 7, 1, 1])
    expect(valueOf('comhla_carriers_open{kind="socket"}')).toBeGreaterThanOrEqual(2)
    expect(valueOf('comhla_carriers_open{kind="stream"}')).toBe(0)
    expect(valueOf('comhla_log_commit_seconds_count')).toBeGreaterThan(0)
    expect(valueOf('comhla_log_commit_seconds_bucket{le="+Inf"}')).toBe(valueOf('comhla_log_commit_seconds_count'))
    expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(2 ** 20)
    expect(valueOf('comhla_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0)
    expect(valueOf('comhla_sent_bytes_total')).toBeGreaterThan(500)
    expect((await fetch(new URL('/', app.metricsUrl ?? ''))).status).toBe(404)
    expect(await (await fetch(`${app.url}/metrics`)).text()).not.toContain('comhla_')
    await app.stop()
  })

  it('[OPS30] are nowhere when no address is set', async () => {
    const app = await start(await prepare(1))
    expect(app.metricsUrl).toBe(null)
    await app.stop()
  })
})
