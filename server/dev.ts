/**
 * Development: the server, started again whenever its code changes, and Vite, which serves the client's source and passes
 * `/api` and `/sync` on to the server. They end together: on Ctrl+C, or when one of them ends. `PORT` is the server's,
 * `PAGE_PORT` the one the browser goes to.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'

const root = join(import.meta.dirname, '..')

const serverPort = process.env.PORT ?? '8080'

/** Where the browser goes, and so what sign-in links name and the check of origins expects. */
const pagePort = process.env.PAGE_PORT ?? '5173'
const pageUrl = `http://127.0.0.1:${pagePort}`

const start = (words: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })

const vite = join('node_modules', 'vite', 'bin', 'vite.js')
const children = [
  start(['--watch', '--watch-preserve-output', 'server/main.ts'], {
    HOST: '127.0.0.1',
    PORT: serverPort,
    COMHLA_URL: pageUrl,
  }),
  start([vite, '--config', 'client/vite.config.ts', '--host', '127.0.0.1', '--port', pagePort, '--strictPort'], {
    DEV_SERVER: `http://127.0.0.1:${serverPort}`,
  }),
]

const end = (signal: NodeJS.Signals): void => {
  for (const child of children) child.kill(signal)
}

for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 0
    end('SIGTERM')
  })
}
/** Asked to end is no failure. */
const stop = (signal: NodeJS.Signals): void => {
  process.exitCode = 0
  end(signal)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
