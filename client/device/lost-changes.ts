/** Makes text of changes that will never be sent, so that their author can still have their words. */
import * as Y from 'yjs'
import { readLooseWords } from '../../shared/export/loose-words.ts'
import { passagesToText, readPassages, withoutTemplate } from '../../shared/export/passages.ts'
import { readContent } from '../../shared/plan/read.ts'
import type { KeptText, Rescue, Waiting } from './copy-store.ts'

export interface LostDeps {
  readonly why: string
  readonly goneTitle: string
  readonly newId: () => string
}

/** The section as its author saw it, without the plan's template, since its author may no longer open the plan. */
const textOf = (parts: readonly (Uint8Array | undefined)[]): string => {
  const doc = new Y.Doc()
  for (const part of parts) if (part !== undefined) Y.applyUpdate(doc, part)
  const text = passagesToText([...readPassages(readContent(doc), withoutTemplate), ...readLooseWords(doc)])
  doc.destroy()
  return text
}

/** A rescue in the place of what waits of a section in one generation. */
export const rescueOfLost = (
  { sectionId, generation, bytes }: Waiting,
  texts: readonly KeptText[],
  { why, goneTitle, newId }: LostDeps,
): Rescue => {
  const kept = texts.find((text) => text.sectionId === sectionId)
  const base = kept?.generation === generation ? kept.bytes : undefined
  const text = textOf([base, bytes])
  return { id: newId(), sectionId, title: kept?.title ?? goneTitle, why, text, html: null, comment: null }
}
