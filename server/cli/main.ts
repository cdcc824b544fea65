/** The command line: `npm run comhla -- <verb>`, or `node server/cli/main.ts <verb>`. */
import process from 'node:process'
import { openWorld } from './open-world.ts'
import { runCli } from './run.ts'

const tell = (line: string): void => void process.stderr.write(`${line}\n`)
const terminal = { out: (text: string): void => void process.stdout.write(`${text}\n`), err: tell }

process.exitCode = await runCli(process.argv.slice(2), openWorld(process.env, tell), terminal)
