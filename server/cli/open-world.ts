/** The command line's world from the environment: the same parts as the server's, without the network. */
import { ruleKinds } from '../../shared/checks/kinds.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { faultToLine } from '../../shared/template/fault.ts'
import type { Template } from '../../shared/template/types.ts'
import { createParts, openStore, systemClock } from '../app.ts'
import { baseUrlOf, readConfig, type Config } from '../config.ts'
import type { Log } from '../context.ts'
import { createPrintingMailer, createSmtpMailer } from '../mail/mailer.ts'
import { databaseIn } from '../store/data-folder.ts'
import { loadTemplates } from '../templates/load.ts'
import type { World } from './world.ts'

/** The result says all there is to say, but what went wrong is told on the other stream. */
const createLog = (tell: (line: string) => void): Log => {
  const report = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    const { err: cause } = fields
    tell(cause instanceof Error ? `${message}: ${cause.message}` : message)
  }
  return { debug: () => {}, info: () => {}, warn: report, error: report }
}

/** Throws: whoever runs the verb prints what it says. */
const readTemplates = ({ templatesFolder }: Config): ReadonlyMap<string, Template> => {
  const loaded = loadTemplates(templatesFolder, ruleKinds)
  if (loaded.ok) return loaded.value
  throw new Error(['The templates are not right:', ...loaded.error.map(faultToLine)].join('\n'))
}

/** Verbs print the links themselves, so that what is not mailed need not be printed twice. */
const mailerOf = ({ smtpUrl, mailFrom }: Config) =>
  smtpUrl === null ? createPrintingMailer(() => {}) : createSmtpMailer(smtpUrl, mailFrom)

export const openWorld = (
  env: Readonly<Record<string, string | undefined>>,
  tell: (line: string) => void,
): Result<World, readonly string[]> => {
  const config = readConfig(env)
  if (!config.ok) return err(config.error)
  const open: World['open'] = async (work) => {
    const templates = readTemplates(config.value)
    const parts = createParts({
      store: await openStore(databaseIn(config.value.dataFolder)),
      templates,
      mailer: mailerOf(config.value),
      log: createLog(tell),
    })
    try {
      return await work({ ...parts.deps, baseUrl: baseUrlOf(config.value, config.value.port) })
    } finally {
      await parts.close()
    }
  }
  return ok({ dataFolder: config.value.dataFolder, clock: systemClock, open })
}
