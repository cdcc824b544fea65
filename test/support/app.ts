/**
 * The real server in a process of its own, on a data folder of its own, as `npm start` runs it. Stopped by its process
 * id; killed as a power failure would, where a test asks for it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface ExamplePerson {
  readonly name: string
  readonly role: string
  readonly body: string
  /** Works once. */
  readonly link: string
}

export interface App {
  readonly url: string
  /** Where metrics are read, if the environment asked for them. */
  readonly metricsUrl: string | null
  readonly dataFolder: string
  /** Of the server's process. */
  readonly pid: number
  /** Of the worked example; empty when a plan was there already. */
  readonly people: readonly ExamplePerson[]
  /** SIGTERM, and waits until it has ended. */
  stop(): Promise<void>
  /** SIGKILL: nothing is written any more. */
  kill(): Promise<void>
}

export interface AppOptions {
  /** The folder of an earlier app, to go on with; a new one when left out. */
  readonly dataFolder?: string
  /** Keep the address people already use. */
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}

/** Longest a start may take on a slow machine, building nothing. */
const startMs = 60_000
const beatMs = 100

export const startApp = async ({ dataFolder, port = 0, env = {} }: AppOptions = {}): Promise<App> => {
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'comhla-test-'))
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), COMHLA_DATA: folder, COMHLA_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = await readStart(child)
  const url = /is at (http\S+)/.exec(printed)?.[1]
  if (url === undefined) throw new Error(`The server did not say its address:\n${printed}`)
  return {
    url,
    metricsUrl: /Metrics are at (http\S+)/.exec(printed)?.[1] ?? null,
    dataFolder: folder,
    pid: child.pid ?? 0,
    people: readPeople(printed),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** Removes an app's data folder once it has ended. */
export const forgetApp = ({ dataFolder }: App): void => rmSync(dataFolder, { recursive: true, force: true })

/** What it printed until it had said its address, with all that it says in the same breath. */
const readStart = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = ''
    let waitedMs = 0
    // Counted in beats, so that a machine that was asleep is not taken for a server that hangs.
    const late = setInterval(() => {
      waitedMs += beatMs
      if (waitedMs < startMs) return
      clearInterval(late)
      child.kill('SIGKILL')
      reject(new Error(`The server did not start:\n${printed}`))
    }, beatMs)
    const take = (chunk: Buffer): void => {
      printed += chunk.toString()
      if (printed.includes(' is at http') && printed.endsWith('\n')) done()
    }
    const done = (): void => {
      clearInterval(late)
      resolve(printed)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => {
      clearInterval(late)
      reject(new Error(`The server ended with ${code}:\n${printed}`))
    })
  })

const readPeople = (printed: string): readonly ExamplePerson[] =>
  [...printed.matchAll(/^ {2}(.+?), (coordinator|lead|drafter|commenter|reader), (.+?) +(http\S+)$/gm)].map(
    ([, name = '', role = '', body = '', link = '']) => ({ name, role, body, link }),
  )

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  await ended
}
