/**
 * Readers who stall: connections that are open and are read by nobody (a laptop with its lid shut, a page in a debugger),
 * while a lot is written in their room. A real server, real sockets that are paused.
 */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '../../shared/protocol.ts'
import { startApp, type App } from '../support/app.ts'
import { tellCounts } from '../support/campaign.ts'
import { prepareFolder, type PreparedFolder } from '../support/prepared-folder.ts'
import { residentMiB } from '../support/process.ts'
import { createSocketClient, type SocketClient } from '../support/socket-client.ts'
import { until } from '../support/until.ts'

const stalled = 20

/** What is written, in all: much more than the system itself keeps for a reader, which may be 10 MiB. */
const pastes = 800
const pasteBytes = 20_000

/** Kept for them while they stall: 2 MiB each; and what the writing itself costs. */
const maxGrowthMiB = 2 * stalled + 80

let folder: PreparedFolder
let app: App

beforeAll(async () => {
  folder = await prepareFolder()
  app = await startApp({ dataFolder: folder.dataFolder, env: { COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'error' } })
})

afterAll(async () => {
  await app.stop()
  rmSync(folder.dataFolder, { recursive: true, force: true })
})

/** Puts a chapter in the place of the last one. */
const paste = ({ doc }: SocketClient, at: number): void => {
  const root = doc.getXmlFragment('content')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(String(at % 10).repeat(pasteBytes))])
  doc.transact(() => {
    if (root.length > 1) root.delete(0, 1)
    root.insert(0, [paragraph])
  })
}

const textOf = ({ doc }: SocketClient): string => doc.getXmlFragment('content').toString()

/** Everyone pastes in turn; who reads has each before the next few are written. Gives back the longest they waited. */
const writeMuch = async (writers: readonly SocketClient[], watcher: SocketClient): Promise<number> => {
  let longestMs = 0
  for (let at = 0; at < pastes; at += 1) {
    const writer = writers[at % writers.length]
    if (!writer) throw new Error('Nobody writes')
    paste(writer, at)
    if (at % 10 > 0) continue
    const pastedAt = Date.now()
    await until(() => textOf(watcher) === textOf(writer) && writers.every(({ unsaved }) => unsaved === 0))
    longestMs = Math.max(longestMs, Date.now() - pastedAt)
  }
  return longestMs
}

describe('readers who stall', () => {
  it('[ROOM27] [FAULT7] cost 2 MiB each and are let go, keep nobody waiting, and come back to the whole text', async () => {
    const room = folder.plans[0]?.rooms[0] ?? ''
    const join = async (person: number): Promise<SocketClient> => {
      const client = createSocketClient(room, folder.tokens[person] ?? '')
      await client.connect(app.url)
      return client
    }
    const writers = [await join(0), await join(1)]
    const watcher = await join(2)
    const readers = await Promise.all(Array.from({ length: stalled }, () => join(2)))
    for (const reader of readers) reader.pause(true)
    const before = residentMiB(app.pid)
    const longestMs = await writeMuch(writers, watcher)
    const growth = residentMiB(app.pid) - before
    for (const reader of readers) reader.pause(false)
    await Promise.all(readers.map((reader) => reader.ended()))
    expect(readers.flatMap(({ closes }) => closes)).toEqual(readers.map(() => closeCode.accessChanged))
    await Promise.all(readers.map((reader) => reader.connect(app.url)))
    expect(new Set([...readers, ...writers, watcher].map(textOf)).size).toBe(1)
    expect([...writers, watcher].flatMap(({ closes }) => closes)).toEqual([])
    expect(growth).toBeLessThan(maxGrowthMiB)
    tellCounts('Stalled readers', {
      readers: stalled,
      MiB: Math.round(growth),
      'longest wait of others, ms': longestMs,
    })
  })
})
