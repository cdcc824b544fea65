/** Typing in the page while five colleagues write; every letter timed from the key to the frame that shows it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Course } from './course.ts'
import { watchKeys } from './probes.ts'
import type { Place, Subject } from './subject.ts'
import { openWriter, type Writer } from './writer.ts'

/** Five letters a second each. */
const everyMs = 200
/** About eighty words a minute, not in step with the colleagues. */
const keyEveryMs = 145
const keys = 40
/** Longest until the last letter has come through on a busy machine. */
const arriveMs = 10_000

interface Colleague {
  readonly writer: Writer
  readonly item: number
}

/** Two in the section that is typed in, three elsewhere. */
const openColleagues = (
  subject: Subject,
  { usual, longest, others: [first, second] }: Course,
): Promise<Colleague[]> => {
  const seats: readonly (readonly [Place | undefined, number])[] = [
    [longest, 1],
    [longest, 2],
    [usual, 0],
    [first, 0],
    [second, 0],
  ]
  return Promise.all(
    seats.map(async ([place, paragraph], colleague) => {
      if (place === undefined) throw new Error('Too few sections for five colleagues')
      return { writer: await openWriter(subject.door(place, colleague)), item: place.paragraphs[paragraph] ?? 0 }
    }),
  )
}

const letterAt = (index: number): string => (index % 6 === 5 ? ' ' : String.fromCharCode(97 + (index % 26)))

/** Starts everyone at a different moment; gives back how to stop. */
const startWriting = (colleagues: readonly Colleague[]): (() => void) => {
  const starts = colleagues.map(({ writer, item }, index) => {
    let letter = 0
    const write = (): void => writer.write(item, letterAt(letter++))
    const pace: { timer?: NodeJS.Timeout } = {}
    pace.timer = setTimeout(() => (pace.timer = setInterval(write, everyMs)), (everyMs / colleagues.length) * index)
    return pace
  })
  return () => starts.forEach(({ timer }) => clearInterval(timer))
}

/** Milliseconds of each letter. Throws when a colleague does not get what was typed. */
export const measureTyping = async (subject: Subject, page: Page, course: Course): Promise<readonly number[]> => {
  const colleagues = await openColleagues(subject, course)
  await subject.paragraph(page, course.longest, 0).click()
  await page.keyboard.press('End')
  await page.evaluate(watchKeys)
  const stop = startWriting(colleagues)
  await wait(1_000)
  const typed = Array.from({ length: keys }, (_, index) => letterAt(index)).join('')
  for (const letter of typed) {
    await Promise.all([page.keyboard.press(letter === ' ' ? 'Space' : letter), wait(keyEveryMs)])
  }
  stop()
  await arrived(colleagues, course.longest.paragraphs[0] ?? 0, typed)
  colleagues.forEach(({ writer }) => writer.close())
  return page.evaluate(() => window.bench.keys)
}

const arrived = async (colleagues: readonly Colleague[], item: number, typed: string): Promise<void> => {
  const sharing = colleagues[0]?.writer
  for (const end = performance.now() + arriveMs; performance.now() < end; await wait(50))
    if (sharing?.read(item).includes(typed) === true) return
  throw new Error('What was typed did not reach a colleague in the same section')
}
