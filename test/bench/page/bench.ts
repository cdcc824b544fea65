/**
 * Writing a long plan in a browser: ours beside one big editor that holds the same plan, rounds interleaved so that
 * what else the machine does falls on both.
 */
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../support/chromium.ts'
import { median, percentile, type Row } from '../figures.ts'
import { startComhla } from './comhla.ts'
import { startOneEditor } from './one-editor.ts'
import { cpuThrottle, runRound, type Round } from './round.ts'
import type { Place, Subject } from './subject.ts'

export interface PageBench {
  readonly title: string
  readonly subjects: readonly string[]
  readonly rows: readonly Row[]
}

export interface PageBenchOptions {
  readonly words: number
  readonly rounds: number
  tell(line: string): void
}

export const benchPage = async ({ words, rounds, tell }: PageBenchOptions): Promise<PageBench> => {
  await using open = new AsyncDisposableStack()
  const { subject, plan } = await startComhla(words)
  open.defer(() => subject.close())
  const oneEditor = await startOneEditor(plan)
  open.defer(() => oneEditor.close())
  const browser = await launchChromium()
  open.defer(() => browser.close())
  const subjects = [subject, oneEditor]
  const results = await runRounds(browser, subjects, plan.places, rounds, tell)
  return {
    title: titleOf(plan.places, browser, rounds),
    subjects: subjects.map(({ name }) => name),
    rows: rowsOf(results),
  }
}

/** By subject, each with its rounds. The first visit warms the servers and is not counted. */
const runRounds = async (
  browser: Browser,
  subjects: readonly Subject[],
  places: readonly Place[],
  rounds: number,
  tell: (line: string) => void,
): Promise<readonly (readonly Round[])[]> => {
  const results: Round[][] = subjects.map(() => [])
  for (const subject of subjects) await warmUp(browser, subject)
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      tell(`round ${round} of ${rounds}: ${subject.name}`)
      results[index]?.push(await runRound(browser, subject, places))
    }
  }
  return results
}

const warmUp = async (browser: Browser, subject: Subject): Promise<void> => {
  const context = await browser.newContext()
  await subject.prepare(context)
  const page = await context.newPage()
  await page.goto(subject.url)
  await page.locator(subject.firstText).first().waitFor({ timeout: 60_000 })
  await context.close()
}

const titleOf = (places: readonly Place[], browser: Browser, rounds: number): string => {
  const words = places.reduce((total, place) => total + place.words, 0)
  const plan = `${words.toLocaleString('en-GB')} words in ${places.length} sections`
  return `A plan of ${plan}; Chromium ${browser.version()} at ${cpuThrottle}x CPU throttle; medians of ${rounds} interleaved rounds`
}

type Figure = (rounds: readonly Round[]) => number

const medianOf =
  (name: Exclude<keyof Round, 'keysMs'>): Figure =>
  (rounds) =>
    median(rounds.map((round) => round[name]))

const keysAt =
  (share: number): Figure =>
  (rounds) =>
    percentile(
      rounds.flatMap(({ keysMs }) => keysMs),
      share,
    )

const measures: readonly (Omit<Row, 'figures'> & { readonly of: Figure })[] = [
  { what: 'first text of the plan painted', unit: 'ms', budget: 1_500, of: medianOf('firstTextMs') },
  { what: 'text of all sections in the page', unit: 'ms', budget: null, of: medianOf('wholeTextMs') },
  { what: 'scripts to read the plan (gzip)', unit: 'kB', budget: 200, of: medianOf('scriptsKb') },
  { what: 'click to caret, first section of the visit', unit: 'ms', budget: 500, of: medianOf('firstCaretMs') },
  { what: 'click to caret, longest section, later', unit: 'ms', budget: 500, of: medianOf('longestCaretMs') },
  { what: 'key to frame, five others writing, p50', unit: 'ms', budget: null, of: keysAt(0.5) },
  { what: 'key to frame, five others writing, p95', unit: 'ms', budget: 100, of: keysAt(0.95) },
  { what: 'remote letter in the section I write in', unit: 'ms', budget: 25, of: medianOf('remoteHereMs') },
  { what: 'remote letter in another section', unit: 'ms', budget: 25, of: medianOf('remoteElsewhereMs') },
  { what: 'remote letter in the section I read', unit: 'ms', budget: 25, of: medianOf('remoteWhileReadingMs') },
]

const rowsOf = (results: readonly (readonly Round[])[]): readonly Row[] =>
  measures.map(({ of, ...row }) => ({ ...row, figures: results.map(of) }))
