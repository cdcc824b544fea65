/** What is measured: a way to show and to write one long plan. The same rounds run on every subject. */
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Door } from './writer.ts'

/** A section of the plan; both subjects hold the same ones. */
export interface Place {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly words: number
  /** The last line of its text, by which it is known to be in the page. */
  readonly lastLine: string
  /** Which of its items are paragraphs long enough to write in; counted from 0. */
  readonly paragraphs: readonly number[]
}

export interface Subject {
  readonly name: string
  readonly url: string
  /** Signs a fresh browser in. */
  prepare(context: BrowserContext): Promise<void>
  /** As above, someone who may only read. */
  prepareReader(context: BrowserContext): Promise<void>
  /** Matches once the plan's first words are there. */
  readonly firstText: string
  /** So many elements of this class are there once the text of all sections is: looking for them costs nothing. */
  readonly wholeText: { readonly className: string; readonly count: number }
  /** Where someone who wants to write in a section clicks. */
  wayIn(page: Page, place: Place): Locator
  /** Matches the editor of a section once it is there. */
  editor(place: Place): string
  /** One of a section's `paragraphs`, while it is being written. */
  paragraph(page: Page, place: Place, index: number): Locator
  /** Where the colleague with this number comes in to write in a section. */
  door(place: Place, colleague: number): Door
  close(): Promise<void>
}
