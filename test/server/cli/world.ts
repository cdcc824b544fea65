/** A data folder in a temporary place, with the command line run in this process at a time that only tests move. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createParts, openStore } from '../../../server/app.ts'
import { createPrintingMailer } from '../../../server/mail/mailer.ts'
import { runCli, type ExitCode } from '../../../server/cli/run.ts'
import type { World } from '../../../server/cli/world.ts'
import { databaseIn, databaseName } from '../../../server/store/data-folder.ts'
import { loadTemplates } from '../../../server/templates/load.ts'
import { ok } from '../../../shared/result.ts'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import type { Template } from '../../../shared/template/types.ts'

const readTemplates = (): ReadonlyMap<string, Template> => {
  const loaded = loadTemplates(join(import.meta.dirname, '../../../templates'), ruleKinds)
  if (!loaded.ok) throw new Error('the shipped templates do not load')
  return loaded.value
}
const templates = readTemplates()

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export interface Said {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

export interface CliWorld extends World {
  readonly database: string
  /** A path in a folder beside the data folder. */
  path(name: string): string
  advance(ms: number): void
  run(...words: readonly string[]): Promise<Said>
  /** Runs with `--json` and gives back what it printed; throws when it failed. */
  json<T>(...words: readonly string[]): Promise<T>
}

export const createCliWorld = (): CliWorld => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataFolder = join(folder, 'data')
  let nowMs = Date.UTC(2026, 2, 2, 9, 30)
  const clock = { now: () => nowMs }

  const open: World['open'] = async (work) => {
    const mailer = createPrintingMailer(() => {})
    const store = await openStore(databaseIn(dataFolder))
    const parts = createParts({ store, templates, mailer, log: silent, clock })
    try {
      return await work({ ...parts.deps, baseUrl: 'http://plans.example' })
    } finally {
      await parts.close()
    }
  }

  const run: CliWorld['run'] = async (...words) => {
    const said = { out: '', err: '' }
    const code = await runCli(words, ok({ dataFolder, clock, open }), {
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
    })
    return { code, ...said }
  }

  return {
    dataFolder,
    clock,
    open,
    run,
    database: join(dataFolder, databaseName),
    path: (name) => join(folder, name),
    advance: (ms) => void (nowMs += ms),
    json: async <T>(...words: readonly string[]): Promise<T> => {
      const { code, out, err } = await run(...words, '--json')
      if (code !== 0) throw new Error(err)
      // Each test names the shape of the verb it runs.
      return JSON.parse(out) as T
    },
  }
}

export interface CreatedPlan {
  readonly id: string
  readonly coordinator: { readonly id: string; readonly email: string; readonly name: string }
  readonly signInLink: string
}

export const planWords: readonly string[] = [
  'plan',
  'create',
  '--template=childrens-services-plan',
  '--title=Our plan',
  '--area=Ardmore',
  '--from=2026-04-01',
  '--coordinator=ada@ardmore.example',
  '--name=Ada Reid',
]

export const createPlan = (world: CliWorld): Promise<CreatedPlan> => world.json<CreatedPlan>(...planWords)
