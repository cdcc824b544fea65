/** Makes text of changes that will never be sent, so that their author can still have their words. */
import * as Y from 'yjs'
import { readContent } from '../../shared/plan/read.ts'
import { plainText } from '../../shared/plan/text.ts'
import type { CopyStore, Rescue } from './copy-store.ts'

/** The section as its author saw it; empty where the text that the changes build on is not here. */
const textOf = (parts: readonly (Uint8Array | undefined)[]): string => {
  const doc = new Y.Doc()
  for (const part of parts) if (part !== undefined) Y.applyUpdate(doc, part)
  const text = plainText(readContent(doc).items)
  doc.destroy()
  return text.trim()
}

/** Turns every section's changes into a rescue, and answers all rescues the copy holds then. */
export const rescueChanges = async (
  store: CopyStore,
  why: string,
  goneTitle: string,
  newId: () => string,
): Promise<readonly Rescue[]> => {
  for (const sectionId of (await store.countChanges()).keys()) {
    const change = await store.gatherChanges(sectionId, newId(), 0, 'all')
    if (change === null) continue
    const kept = await store.readText(sectionId)
    const base = kept?.generation === change.generation ? kept.bytes : undefined
    const rescue = { id: newId(), sectionId, title: kept?.title ?? goneTitle, why, html: null, comment: null }
    await store.rescue({ ...rescue, text: textOf([base, change.bytes]) }, change.generation)
  }
  return (await store.rescues()).filter(({ text }) => text !== '')
}
