/**
 * The harness page for a file of tests, opened before them and closed after them, and what most of them do there. Where
 * nobody is named it is Ada who does it.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Item, SectionContent } from '../../../../shared/plan/model.ts'
import { content } from '../../../support/content.ts'
import type { Setup, Who } from './api.ts'
import { openHarness, type HarnessPage } from './page.ts'
import { sampleTemplate, stateOf } from './sample.ts'

export interface HarnessInUse {
  readonly page: Page
  readonly complaints: readonly string[]
  /** Both people have a section with these items in an editor each. */
  open(...items: readonly Item[]): Promise<void>
  openWith(more: Partial<Setup>, ...items: readonly Item[]): Promise<void>
  read(who?: Who): Promise<SectionContent>
  /** Messages of the status region, in order. */
  said(who?: Who): Promise<readonly string[]>
  /** Puts the caret into `words`, `offset` characters after its start; with `length`, chooses that many. */
  caret(words: string, offset: number, length?: number): Promise<void>
  caretOf(who: Who, words: string, offset: number, length?: number): Promise<void>
  press(key: string): Promise<void>
  type(words: string): Promise<void>
}

export const setHarness = (): HarnessInUse => {
  let held: HarnessPage | null = null
  const now = (): HarnessPage => {
    if (held === null) throw new Error('The harness page is not open')
    return held
  }
  beforeAll(async () => {
    held = await openHarness()
  }, 60_000)
  afterAll(() => held?.close(), 20_000)

  const template = sampleTemplate()
  const harness: HarnessInUse = {
    get page() {
      return now().page
    },
    get complaints() {
      return now().complaints
    },
    open: (...items) => harness.openWith({}, ...items),
    openWith: (more, ...items) =>
      harness.page.evaluate((setup) => window.harness.open(setup), {
        template,
        state: stateOf(content(...items)),
        ...more,
      }),
    read: (who = 'ada') => harness.page.evaluate((who) => window.harness.content(who), who),
    said: (who = 'ada') => harness.page.evaluate((who) => window.harness.said(who), who),
    caret: (words, offset, length) => harness.caretOf('ada', words, offset, length),
    caretOf: (who, words, offset, length = 0) =>
      harness.page.evaluate(([who, words, offset, length]) => window.harness.caret(who, words, offset, length), [
        who,
        words,
        offset,
        length,
      ] as const),
    press: (key) => harness.page.keyboard.press(key),
    type: (words) => harness.page.keyboard.type(words),
  }
  return harness
}
