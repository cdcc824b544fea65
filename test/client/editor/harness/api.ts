/** What the harness page offers to tests: two people with an editor each, linked or not. Bytes travel as base64. */
import type { SectionContent } from '../../../../shared/plan/model.ts'
import type { Template } from '../../../../shared/template/types.ts'
import type { CommentTarget, Linkable } from '../../../../client/editor/context.ts'
import type { Highlight } from '../../../../shared/export/tree.ts'
import type { Tree } from '../../../../shared/export/element.ts'
import type { ScrambleReport } from './scramble.ts'

export type Who = 'ada' | 'ben'

export interface Setup {
  readonly template: Template
  readonly state: string
  readonly blockTypesFirst?: readonly string[]
  readonly linkables?: readonly Linkable[]
  /** Numbers of blocks by their ids. */
  readonly numbers?: Readonly<Record<string, string>>
  readonly highlights?: readonly Highlight[]
}

/** What came of opening one document in an editor that nobody touched. */
export interface MountReport {
  readonly wrote: boolean
  readonly updates: number
  /** The editor counts textblocks as the plan's own code does. */
  readonly placesAgree: boolean
}

export interface Harness {
  open(setup: Setup): Promise<void>
  /** Cuts or joins the wire; joining exchanges what each missed. */
  setLinked(linked: boolean): void
  content(who: Who): SectionContent
  state(who: Who): string
  /** Messages of the status region, in order. */
  said(who: Who): readonly string[]
  comments(who: Who): readonly CommentTarget[]
  /** Threads that were gone to, and those that were only shown. */
  opened(who: Who): readonly string[]
  shown(who: Who): readonly string[]
  closed(who: Who): number
  /** Puts the caret into `words`, `offset` characters after its start; with `length`, chooses that many. */
  caret(who: Who, words: string, offset: number, length?: number): void
  /** How often someone has told the room of themselves. */
  told(who: Who): number
  /** Gives the focus back to an editor; its caret stays where it is. */
  focus(who: Who): void
  /** Types `typed` into `words`, `offset` characters after its start, without taking the focus. */
  insert(who: Who, words: string, offset: number, typed: string): void
  /** Lets somebody without an editor say where they are, in whatever form, to one of the two. */
  claimCaret(to: Who, cursor: unknown): void
  /** The same for each place that the text has or has had, and each it has not, one after the other. */
  claimAllCarets(to: Who): void
  /** Marks letters of the first line as commented. */
  highlight(who: Who, letters: { readonly start: number; readonly end: number }): void
  /** Pastes as if from a clipboard that holds HTML. */
  paste(who: Who, html: string): void
  /** Pastes as if from a clipboard that holds plain text only. */
  pasteText(who: Who, text: string): void
  /** Both write at random; says where an editor shows something else than the shared text. */
  scramble(seed: number, steps: number): ScrambleReport
  /** The nodes an editor shows, by the order of the section's lines and blocks. */
  nodes(who: Who): readonly object[]
  /** What a copy of the present selection would put on the clipboard. */
  copied(who: Who): string
  /** Shows one after the other in one element; the element's text as HTML after each. */
  showTrees(sequence: readonly (readonly Tree[])[]): readonly string[]
  /** Shows `before` with `letters` of its first line chosen, then `after`; what is chosen then. */
  chosenAfter(before: readonly Tree[], after: readonly Tree[], letters: readonly [number, number]): string
  mountAll(template: Template, states: readonly string[]): Promise<readonly MountReport[]>
}

declare global {
  interface Window {
    harness: Harness
  }
}
