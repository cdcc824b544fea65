/**
 * Words that a document was given without the text they build on, so that it cannot show them: written on while a
 * connection was being lost, and stored without the letters before them. Where they belong is not known; they are
 * read in the order in which they were written, values of fields among them, without what was taken out again.
 */
import * as Y from 'yjs'
import type { Passage } from './passages.ts'

export const readLooseWords = (doc: Y.Doc): readonly Passage[] => {
  const { pendingStructs, pendingDs } = doc.store
  if (pendingStructs === null) return []
  const taken = pendingDs === null ? null : Y.decodeUpdateV2(pendingDs).ds
  const isTaken: IsTaken = (client, clock) => taken !== null && Y.isDeleted(taken, Y.createID(client, clock))
  const items = Y.decodeUpdateV2(pendingStructs.update).structs.filter((struct) => struct instanceof Y.Item)
  const text = items.map((item, index) => `${follows(item, items[index - 1]) ? '' : '\n'}${wordsOf(item, isTaken)}`)
  const lines = text.join('').split('\n')
  return [{ field: null, lines: lines.map((line) => line.trim()).filter((line) => line !== '') }]
}

type IsTaken = (client: number, clock: number) => boolean

/** True when an item was written right behind the one before it: one goes on where the other ended. */
const follows = ({ origin }: Y.Item, before: Y.Item | undefined): boolean =>
  origin !== null && before !== undefined && Y.compareIDs(origin, before.lastId)

const wordsOf = ({ id, content, parentSub }: Y.Item, isTaken: IsTaken): string => {
  if (content instanceof Y.ContentString)
    return content.str
      .split('')
      .filter((_, at) => !isTaken(id.client, id.clock + at))
      .join('')
  // An attribute that is set anew does not tell its name; of what does, only values of fields are a person's words.
  const isValue = content instanceof Y.ContentAny && (parentSub === null || parentSub === 'value')
  return isValue && !isTaken(id.client, id.clock) ? content.arr.map(sayValue).join('\n') : ''
}

const sayValue = (value: unknown): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
