import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { PlanView } from '../../shared/api/plans.ts'
import { databaseName } from '../../server/store/data-folder.ts'
import { planWords } from '../server/cli/world.ts'

const root = join(import.meta.dirname, '../..')

const createFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-command-line-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const environment = (folder: string) => ({
  ...process.env,
  PORT: '0',
  COMHLA_DATA: join(folder, 'data'),
  COMHLA_EXAMPLE: 'no',
  COMHLA_LOG_LEVEL: 'error',
})

/** The command line as an operator has it: a process of its own. */
const type = (env: NodeJS.ProcessEnv, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli/main.ts', ...words], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const typeJson = <T>(env: NodeJS.ProcessEnv, ...words: readonly string[]): T => {
  const { status, stdout, stderr } = type(env, ...words, '--json')
  if (status !== 0) throw new Error(stderr)
  // Each test names the shape of the verb it runs.
  return JSON.parse(stdout) as T
}

/** Starts the server and waits for the line that tells its address. */
const startServer = async (env: NodeJS.ProcessEnv) => {
  const server = spawn(process.execPath, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void server.kill('SIGKILL'))
  const lines = createInterface(server.stdout)
  for await (const line of lines) {
    const url = /http:\/\/[\d.:]+/.exec(line)?.[0]
    if (url) return { url, end: (signal: NodeJS.Signals) => (server.kill(signal), once(server, 'exit')) }
  }
  throw new Error('the server said no address')
}

/** Sync, step 1, an empty state vector of one byte: asks a room for all it has. */
const askForAll = Uint8Array.of(0, 0, 1, 0)

/** Whether the room answers the holder of a token, or the code it closes with. */
const knock = (url: string, room: string, token: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const address = `${url.replace('http', 'ws')}/sync/${room}?editor=1`
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } })
    socket.on('error', reject)
    socket.on('open', () => socket.send(askForAll))
    socket.on('close', (code) => resolve(`closed with ${code}`))
    socket.on('message', () => {
      resolve('let in')
      socket.close()
    })
  })

describe('the command line', () => {
  it('[OPS18] makes a plan and a token that a running server takes at once, over HTTP and in rooms', async () => {
    const folder = createFolder()
    const env = environment(folder)
    const { url, end } = await startServer(env)
    const { id } = typeJson<{ id: string }>(env, ...planWords)
    const { token } = typeJson<{ token: string }>(env, 'token', 'ada@ardmore.example')
    const answer = await fetch(`${url}/api/plans/${id}`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    // The contract says what this route answers.
    const plan = (await answer.json()) as PlanView
    const shown = typeJson<{ sections: readonly { id: string; room: string }[] }>(env, 'plan', 'show', id)
    expect(shown.sections.map((section) => section.id)).toEqual(plan.sections.map((section) => section.id))
    expect(await knock(url, shown.sections[0]?.room ?? '', token)).toBe('let in')
    expect(await knock(url, shown.sections[0]?.room ?? '', `${token.slice(0, -1)}!`)).toBe('closed with 4401')
    await end('SIGTERM')
  })

  it('[OPS15] backs up under a running server, and restores only once it has ended', async () => {
    const folder = createFolder()
    const env = environment(folder)
    const file = join(folder, 'backup.db')
    const { end } = await startServer(env)
    const { id } = typeJson<{ id: string }>(env, ...planWords)
    expect(typeJson(env, 'backup', file)).toMatchObject({ plans: 1 })
    const second = typeJson<{ id: string }>(env, ...planWords)
    expect(type(env, 'restore', file)).toMatchObject({ status: 1, stdout: '' })
    expect(typeJson<{ id: string }>(env, 'plan', 'show', second.id).id).toBe(second.id)
    await end('SIGKILL')
    expect(type(env, 'restore', file)).toMatchObject({ status: 0, stderr: '' })
    const { plans } = typeJson<{ plans: readonly { id: string }[] }>(env, 'plan', 'list')
    expect(plans.map((plan) => plan.id)).toEqual([id])
  })

  it('[OPS17] keeps a second server off the folder', async () => {
    const env = environment(createFolder())
    const { end } = await startServer(env)
    const second = spawnSync(process.execPath, ['server/main.ts'], { cwd: root, env, encoding: 'utf8' })
    expect({ status: second.status, says: second.stderr.includes(env.COMHLA_DATA) }).toEqual({ status: 1, says: true })
    await end('SIGTERM')
  })

  it('[OPS36] says in words, and nothing else, that its port is taken, and ends with 1', async () => {
    const { url, end } = await startServer(environment(createFolder()))
    const env = { ...environment(createFolder()), PORT: new URL(url).port }
    const second = spawnSync(process.execPath, ['server/main.ts'], { cwd: root, env, encoding: 'utf8' })
    expect({ status: second.status, stdout: second.stdout, stderr: second.stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `Another program listens at ${new URL(url).host} already. Stop that one, or set another port.\n`,
    })
    await end('SIGTERM')
  })

  it('[OPS36] says in words, and nothing else, that its data folder is a file, or holds no database', () => {
    const folder = createFolder()
    const data = join(folder, 'data')
    const start = () => {
      const run = spawnSync(process.execPath, ['server/main.ts'], {
        cwd: root,
        env: environment(folder),
        encoding: 'utf8',
      })
      return [run.status, run.stdout, run.stderr]
    }
    writeFileSync(data, '')
    expect(start()).toEqual([1, '', `A folder is needed where there is a file: ${data}.\n`])
    rmSync(data)
    mkdirSync(data)
    writeFileSync(join(data, databaseName), 'Dear Sir or Madam '.repeat(500))
    expect(start()).toEqual([
      1,
      '',
      expect.stringMatching(/^The database in .* is damaged, or none of this program\. .*\n$/),
    ])
  })

  it('[OPS19] names the variable that is wrong, and opens nothing', () => {
    const env = environment(createFolder())
    const { status, stdout, stderr } = type({ ...env, COMHLA_URL: 'ftp://plans.example' }, 'plan', 'list')
    expect({ status, stdout, says: stderr.includes('COMHLA_URL: ') }).toEqual({ status: 2, stdout: '', says: true })
    const asked = type({ ...env, COMHLA_URL: 'ftp://plans.example' }, 'plan', 'list', '--json')
    expect(JSON.parse(asked.stderr)).toMatchObject({ error: { type: 'malformed', faults: [{ path: 'COMHLA_URL' }] } })
    expect(existsSync(env.COMHLA_DATA)).toBe(false)
  })
})
