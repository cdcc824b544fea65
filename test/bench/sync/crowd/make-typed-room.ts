/**
 * Makes `typed-room.gz` from a recording of keystrokes in the format of github.com/josephg/editing-traces, given by its
 * path: `node test/bench/sync/crowd/make-typed-room.ts automerge-paper.json.gz`. All edits are one change, as a
 * log read in one go is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { contentRoot } from '../../../../shared/plan/layout.ts'

interface Recording {
  readonly txns: readonly { readonly patches: readonly (readonly [at: number, deleted: number, inserted: string])[] }[]
}

// In the format named above.
const { txns } = JSON.parse(gunzipSync(readFileSync(process.argv[2] ?? '')).toString()) as Recording
const doc = new Y.Doc()
doc.clientID = 1
const paragraph = new Y.XmlElement('paragraph')
const text = new Y.XmlText()
paragraph.insert(0, [text])
doc.getXmlFragment(contentRoot).insert(0, [paragraph])
// As large as such ids are.
doc.clientID = 1_802_391_447
doc.transact(() => {
  for (const [at, deleted, inserted] of txns.flatMap(({ patches }) => patches)) {
    if (deleted > 0) text.delete(at, deleted)
    if (inserted !== '') text.insert(at, inserted)
  }
})
writeFileSync(join(import.meta.dirname, 'typed-room.gz'), gzipSync(Y.encodeStateAsUpdate(doc), { level: 9 }))
