/** A measured server: a child process with the meter loaded, stopped by its handle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'

export interface Usage {
  /** Since the process began, all its threads. */
  readonly cpuMs: number
  /** JavaScript objects and buffers; after a collection where memory was asked for. */
  readonly memoryBytes: number
}

export interface ServerProcess {
  /** What the pattern's first group matched in what the server printed at its start. */
  readonly said: string
  usage(): Promise<Usage>
  /** Collects garbage first. */
  memory(): Promise<number>
  stop(): Promise<void>
}

export interface ServerCommand {
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** Matches what it prints when it listens. */
  readonly listening: RegExp
}

const meter = join(import.meta.dirname, 'meter.ts')
const startMs = 60_000

export const startProcess = async ({ script, env, listening }: ServerCommand): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ['--expose-gc', '--import', meter, script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = await readStart(child, listening)
  const ask = async (withMemory: boolean): Promise<Usage> => {
    const answered = once(child, 'message')
    child.send(withMemory)
    // The meter sends nothing else.
    return (await answered)[0] as Usage
  }
  return {
    said,
    usage: () => ask(false),
    memory: async () => (await ask(true)).memoryBytes,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

const readStart = (child: ChildProcess, listening: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = ''
    const fail = (why: string): void => reject(new Error(`${why}:\n${printed}`))
    const late = setTimeout(() => fail('A server did not start'), startMs)
    const take = (chunk: Buffer): void => {
      printed = (printed + chunk.toString()).slice(-4_000)
      const said = listening.exec(printed)?.[1]
      if (said === undefined) return
      clearTimeout(late)
      resolve(said)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => fail(`A server ended with ${code}`))
  })
