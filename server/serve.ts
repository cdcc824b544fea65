/** Runs the server: reads the environment, opens the data folder, loads the example, listens, and stops in order. */
import { join } from 'node:path'
import process from 'node:process'
import { pino } from 'pino'
import { ruleKinds } from '../shared/checks/kinds.ts'
import { faultToLine } from '../shared/template/fault.ts'
import type { Template } from '../shared/template/types.ts'
import { createSignInLink } from './actions/person/request-sign-in-link.ts'
import { createParts, openStore, startServer, type Parts, type Running } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { loadExample } from './example/load.ts'
import { readExample } from './example/read.ts'
import { sayMachineFault } from './machine-fault.ts'
import { createPrintingMailer, createSmtpMailer } from './mail/mailer.ts'
import { claimFolder, databaseIn } from './store/data-folder.ts'
import { loadTemplates } from './templates/load.ts'

const root = join(import.meta.dirname, '..')
const clientDir = join(root, 'client', 'dist')

/** Links for the people of the example live a working day: whoever tries the program opens them one by one. */
const exampleLinkMs = 12 * 60 * 60_000

/** Longest time to stop in; what is not written by then was told to nobody. */
const drainMs = 10_000

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const giveUp = (lines: readonly string[]): never => {
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(1)
}

const openConfig = (): Config => {
  const config = readConfig(process.env)
  return config.ok
    ? config.value
    : giveUp(['The environment is not right:', ...config.error.map((line) => `  ${line}`)])
}

const openTemplates = ({ templatesFolder }: Config): ReadonlyMap<string, Template> => {
  const templates = loadTemplates(templatesFolder, ruleKinds)
  return templates.ok ? templates.value : giveUp(['The templates are not right:', ...templates.error.map(faultToLine)])
}

/** The first template that has an example gives it, when there is no plan yet. */
const ensureExample = async ({ deps, store }: Parts, { templatesFolder }: Config): Promise<void> => {
  if ((await store.rows.plans.list()).length > 0) return
  for (const template of deps.templates.values()) {
    const example = readExample(join(templatesFolder, template.id))
    if (!example.ok) return giveUp(['The example is not right:', ...example.error.map(faultToLine)])
    if (example.value === null) continue
    const startedAt = deps.clock.now()
    const planId = await loadExample(deps, template, example.value)
    deps.log.info({ planId, ms: deps.clock.now() - startedAt }, 'example loaded')
    return
  }
}

const exampleLinks = async ({ deps }: Running): Promise<readonly string[]> => {
  const example = (await deps.store.rows.plans.list()).find(({ isExample }) => isExample === 1)
  if (!example) return []
  const members = await deps.store.rows.members.listOf(example.id)
  const bodies = new Map((await deps.store.rows.bodies.listOf(example.id)).map(({ id, name }) => [id, name]))
  const lines = [`\nThe worked example: ${example.title}. Sign in as (each link works once, within 12 hours):`]
  for (const { personId, name, role, bodyId } of members) {
    const link = await createSignInLink(deps, personId, exampleLinkMs)
    lines.push(`  ${`${name}, ${role}, ${bodies.get(bodyId) ?? ''}`.padEnd(70)} ${link}`)
  }
  return lines
}

const config = openConfig()
const log = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })

const fail = (what: string) => (error: unknown) => {
  log.error({ err: error }, what)
  process.exit(1)
}
process.on('uncaughtException', fail('uncaught exception'))
process.on('unhandledRejection', fail('unhandled rejection'))

/** What the machine refuses is told in words; what else keeps the server from starting goes to the log, with its place. */
const start = async () => {
  try {
    const templates = openTemplates(config)
    const claim = claimFolder(config.dataFolder)
    if (claim === null) return giveUp([`Another server is using the data folder ${config.dataFolder}.`])
    const mailer =
      config.smtpUrl === null ? createPrintingMailer(print) : createSmtpMailer(config.smtpUrl, config.mailFrom)
    const store = await openStore(databaseIn(config.dataFolder))
    const parts = createParts({ store, templates, mailer, log })
    if (config.example) await ensureExample(parts, config)
    return { claim, running: await startServer(config, parts, clientDir) }
  } catch (error) {
    const says = sayMachineFault(error, config.dataFolder)
    if (says === null) throw error
    return giveUp([says])
  }
}

const { claim, running } = await start()
if (running.metricsUrl !== null) print(`Metrics are at ${running.metricsUrl}`)
// In one go: a program that starts the server has read all of it once it has read the address.
print([`Còmhla is at ${running.url}`, ...(config.example ? await exampleLinks(running) : [])].join('\n'))

let isStopping = false
const stop = async (signal: string): Promise<void> => {
  if (isStopping) return
  isStopping = true
  log.info({ signal }, 'stopping')
  setTimeout(fail('not stopped in time'), drainMs).unref()
  await running.stop()
  claim.release()
  log.info({}, 'stopped')
}
process.on('SIGTERM', (signal) => void stop(signal))
process.on('SIGINT', (signal) => void stop(signal))
