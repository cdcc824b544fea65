/**
 * What is measured, ours first. Each subject prepares a data folder once (the large rooms are written to it over the
 * wire, as people would); every round starts a fresh server on a copy of it.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as encoding from 'lib0/encoding'
import { comhla } from './comhla.ts'
import { joinRoom, type RoomDoor } from './crowd/client.ts'
import * as frames from './crowd/frames.ts'
import { type ServerCommand, type ServerProcess, startProcess } from './servers/process.ts'
import { largeRooms, type Texts } from './stage.ts'

export interface Subject {
  readonly name: string
  /** What other servers must beat (`peer`), or what the network itself costs (`relay`). */
  readonly kind: 'ours' | 'peer' | 'relay'
  /** Fills an empty data folder. */
  seed(folder: string, texts: Texts): Promise<void>
  command(folder: string): ServerCommand
  /** `said`: what the server printed of its address. */
  doors(folder: string, said: string): Doors
}

/** The way into a room for the client with this number. */
export type Doors = (room: string, client: number) => RoomDoor

export interface RunningSubject {
  readonly subject: Subject
  readonly process: ServerProcess
  readonly door: Doors
  /** Stops it and forgets its folder. */
  stop(): Promise<void>
}

const here = import.meta.dirname
const peersFolder = join(here, 'peers')
const listening = /listening on (\d+)/
const noBytes = new Uint8Array(0)

const plainDoor = (port: string, room: string): RoomDoor => ({
  url: `ws://127.0.0.1:${port}/${room}`,
  headers: {},
  prefix: noBytes,
  opening: [],
})

const nothing = (): Promise<void> => Promise.resolve()

/** Every frame of Hocuspocus begins with the room's name; the first says who comes. */
const hocuspocusDoor = (port: string, room: string): RoomDoor => {
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, room))
  const token = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, 'anybody')
  })
  return { ...plainDoor(port, ''), prefix, opening: [Buffer.concat([prefix, token])] }
}

const hocuspocus: Subject = {
  name: 'Hocuspocus',
  kind: 'peer',
  seed: nothing,
  command: (folder) => ({ script: join(peersFolder, 'hocuspocus.js'), env: { BENCH_DATA: folder }, listening }),
  doors: (_, port) => (room) => hocuspocusDoor(port, room),
}

const yWebsocket: Subject = {
  name: 'y-websocket',
  kind: 'peer',
  seed: nothing,
  command: (folder) => ({ script: join(peersFolder, 'y-websocket.js'), env: { YPERSISTENCE: folder }, listening }),
  doors: (_, port) => (room) => plainDoor(port, room),
}

const relayNamed = (name: string, how: (folder: string) => Readonly<Record<string, string>>): Subject => ({
  name,
  kind: 'relay',
  seed: async (folder, { large }) => writeFileSync(join(folder, 'state'), large.state),
  command: (folder) => ({
    script: join(here, 'servers/relay.ts'),
    env: { RELAY_STATE: join(folder, 'state'), ...how(folder) },
    listening,
  }),
  doors: (_, port) => (room) => plainDoor(port, room),
})

const relay = relayNamed('relay', () => ({}))
const joinedRelay = relayNamed('joined relay', () => ({ RELAY_JOINS: 'yes' }))
const loggingRelay = relayNamed('logging relay', (folder) => ({ RELAY_JOINS: 'yes', RELAY_LOG: join(folder, 'log') }))

/** The peers as their lock file says, in a folder of their own: no part of the product. Says why they cannot be had. */
const installPeers = (tell: (line: string) => void): string | null => {
  if (existsSync(join(peersFolder, 'node_modules'))) return null
  tell('installing the servers to compare with into test/bench/sync/peers')
  const { status, stderr } = spawnSync('npm', ['ci'], { cwd: peersFolder, encoding: 'utf8' })
  return status === 0 ? null : `npm ci failed in test/bench/sync/peers:\n${stderr}`
}

export const findSubjects = (tell: (line: string) => void): readonly Subject[] => {
  const missing = installPeers(tell)
  if (missing === null) return [comhla, hocuspocus, yWebsocket, relay, joinedRelay, loggingRelay]
  tell(`Hocuspocus and y-websocket are left out. ${missing}`)
  return [comhla, relay, joinedRelay, loggingRelay]
}

const startOn = async (subject: Subject, folder: string): Promise<RunningSubject> => {
  const running = await startProcess(subject.command(folder))
  return {
    subject,
    process: running,
    door: subject.doors(folder, running.said),
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'comhla-bench-'))

/** Longest a peer puts off storing what it was told: Hocuspocus waits for two seconds of silence. */
const storeMs = 3_000

const writeLarge = async ({ door }: RunningSubject, room: string, { large, tail, nobody }: Texts): Promise<void> => {
  const client = await joinRoom({ door: door(room, 0), held: nobody })
  client.send([frames.update(large.state)])
  for (const letter of tail) {
    client.send([frames.update(letter)])
    await client.flushed()
  }
  if (client.ended() !== null) throw new Error(`The large room could not be written: ${client.ended()}`)
  client.close()
}

export interface PreparedSubject {
  readonly subject: Subject
  /** A fresh server on a copy of what was prepared. */
  start(): Promise<RunningSubject>
  forget(): void
}

/** Seeds a data folder and writes the large rooms to it. */
export const prepare = async (subject: Subject, texts: Texts): Promise<PreparedSubject> => {
  const folder = newFolder()
  await subject.seed(folder, texts)
  if (subject.kind !== 'relay') {
    const working = newFolder()
    cpSync(folder, working, { recursive: true })
    rmSync(folder, { recursive: true })
    const running = await startOn(subject, working)
    for (const room of largeRooms) await writeLarge(running, room, texts)
    await wait(storeMs)
    await running.process.stop()
    cpSync(working, folder, { recursive: true })
    rmSync(working, { recursive: true })
  }
  return {
    subject,
    start: async () => {
      const copy = newFolder()
      cpSync(folder, copy, { recursive: true })
      return startOn(subject, copy)
    },
    forget: () => rmSync(folder, { recursive: true, force: true }),
  }
}
