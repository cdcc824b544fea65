/** One visit to one subject in a fresh browser profile: open the plan, read, begin to write, type with others, leave. */
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { chooseCourse, type Course } from './course.ts'
import { missingLines, watchCaret, watchPaint } from './probes.ts'
import { measureRemoteEdit } from './remote-edit.ts'
import type { Place, Subject } from './subject.ts'
import { measureTyping } from './typing.ts'
import { openWriter } from './writer.ts'

export interface Round {
  /** Milliseconds from the start of the navigation. */
  readonly firstTextMs: number
  readonly wholeTextMs: number
  /** All scripts that were loaded to read, each compressed by gzip. */
  readonly scriptsKb: number
  readonly remoteWhileReadingMs: number
  readonly firstCaretMs: number
  readonly longestCaretMs: number
  readonly keysMs: readonly number[]
  readonly remoteHereMs: number
  readonly remoteElsewhereMs: number
}

export const cpuThrottle = 4
/** Until what follows the first paint has come to rest: rooms in view, presence, comments. */
const settleMs = 2_500
const openMs = 60_000

/** Longer than a page waits before it loads, at rest, what it does not need yet. */
const restMs = 6_000

export const runRound = async (browser: Browser, subject: Subject, places: readonly Place[]): Promise<Round> => {
  const figures = await runVisit(browser, subject, places)
  return { ...figures, scriptsKb: await weighScripts(browser, subject) }
}

type Visit = Omit<Round, 'scriptsKb'>

const runVisit = async (browser: Browser, subject: Subject, places: readonly Place[]): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await subject.prepare(context)
    const page = await context.newPage()
    const failures = listenForFailures(page)
    const figures = await visit(page, subject, places)
    if (failures.length > 0) throw new Error(`${subject.name}: the page failed:\n${failures.join('\n')}`)
    return figures
  } finally {
    await context.close()
  }
}

const visit = async (page: Page, subject: Subject, places: readonly Place[]): Promise<Visit> => {
  const course = chooseCourse(places)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpuThrottle })
  const paint = await openPlan(page, subject, places)
  await wait(restMs)
  await page.getByText(course.usual.lastLine).last().scrollIntoViewIfNeeded()
  await wait(settleMs)
  const remoteWhileReadingMs = await remoteEdit(cdp, subject, course.usual)
  const firstCaretMs = await measureCaret(page, subject, course.usual)
  await wait(settleMs)
  const longestCaretMs = await measureCaret(page, subject, course.longest)
  const keysMs = await measureTyping(subject, page, course)
  await wait(settleMs)
  return {
    firstTextMs: paint.firstText,
    wholeTextMs: paint.wholeText,
    remoteWhileReadingMs,
    firstCaretMs,
    longestCaretMs,
    keysMs,
    remoteHereMs: await remoteEdit(cdp, subject, course.longest),
    remoteElsewhereMs: await remoteEdit(cdp, subject, elsewhere(course)),
  }
}

const elsewhere = ({ others: [first], usual }: Course): Place => first ?? usual

const openPlan = async (page: Page, subject: Subject, places: readonly Place[]) => {
  await page.addInitScript(watchPaint, { firstText: subject.firstText, wholeText: subject.wholeText })
  await page.goto(subject.url, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.bench.paint.wholeText > 0, null, { timeout: openMs })
  const missing = await page.evaluate(
    missingLines,
    places.map(({ lastLine }) => lastLine),
  )
  if (missing.length > 0) throw new Error(`${subject.name} does not show: ${missing.join(' | ')}`)
  return page.evaluate(() => window.bench.paint)
}

const measureCaret = async (page: Page, subject: Subject, place: Place): Promise<number> => {
  const before = await page.evaluate(() => window.bench.carets.length)
  await page.evaluate(watchCaret, subject.editor(place))
  await subject.wayIn(page, place).click()
  await page.waitForFunction((count) => window.bench.carets.length > count, before, { timeout: openMs })
  return page.evaluate(() => window.bench.carets.at(-1) ?? 0)
}

const remoteEdit = async (cdp: CDPSession, subject: Subject, place: Place): Promise<number> => {
  const writer = await openWriter(subject.door(place, 0))
  await wait(500)
  const cost = await measureRemoteEdit(cdp, writer, place.paragraphs[1] ?? 0)
  writer.close()
  return cost
}

/** What someone loads who only reads. */
const weighScripts = async (browser: Browser, subject: Subject): Promise<number> => {
  const context = await browser.newContext()
  await subject.prepareReader(context)
  const page = await context.newPage()
  const scripts = collectScripts(page)
  await page.goto(subject.url)
  await page.locator(subject.firstText).first().waitFor({ timeout: openMs })
  await wait(restMs)
  const kb = await scripts.kb()
  await context.close()
  return kb
}

/** Scripts the page has loaded so far, as they would weigh compressed by gzip. */
const collectScripts = (page: Page) => {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  return {
    kb: async (): Promise<number> =>
      (await Promise.all(bodies)).reduce((total, body) => total + gzipSync(body, { level: 9 }).length, 0) / 1_000,
  }
}

const listenForFailures = (page: Page): readonly string[] => {
  const failures: string[] = []
  page.on('pageerror', ({ message }) => failures.push(message))
  page.on('crash', () => failures.push('the page crashed'))
  return failures
}
