/** What the person who runs an installation does beside it: the command line, and the database file. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openWorld } from '../../server/cli/open-world.ts'
import { findPerson, operatorLink } from '../../server/cli/operator.ts'
import type { App } from './app.ts'

const root = join(import.meta.dirname, '../..')

/** One command of the command line; answers what it printed. */
export const operate = ({ dataFolder, url }: App, ...typed: readonly string[]): string => {
  const env = { ...process.env, COMHLA_DATA: dataFolder, COMHLA_URL: url }
  const done = spawnSync(process.execPath, ['server/cli/main.ts', ...typed], { cwd: root, env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return done.stdout
}

/** What the verb `sign-in` prints, without a process of its own: tests of people sign in often. */
export const newLinkFor = async ({ dataFolder, url }: App, email: string): Promise<string> => {
  const faults: string[] = []
  const world = openWorld({ COMHLA_DATA: dataFolder, COMHLA_URL: url }, (line) => faults.push(line))
  if (!world.ok) throw new Error(world.error.join('\n'))
  const link = await world.value.open(async (deps) => {
    const person = await findPerson(deps, email)
    return person.ok ? operatorLink(deps, person.value.id) : null
  })
  if (link === null || faults.length > 0) throw new Error(`No link for ${email}: ${faults.join('\n')}`)
  return link
}

/** A second connection to the store, which the caller closes. */
export const openDatabase = ({ dataFolder }: App): DatabaseSync => {
  const database = new DatabaseSync(join(dataFolder, 'comhla.db'))
  database.exec('PRAGMA busy_timeout = 5000')
  return database
}

/** Writes into the store behind the server's back: what only time would bring about. */
export const alter = (app: App, sql: string, ...values: readonly string[]): void => {
  const database = openDatabase(app)
  database.prepare(sql).run(...values)
  database.close()
}
