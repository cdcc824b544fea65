/** A process of its own that appends to the log without a pause and prints the last number each commit put on disk. */
import { openSqlite } from '../../../server/store/sqlite.ts'
import { createStore } from '../../../server/store/store.ts'

const [database = '', room = '', personId = ''] = process.argv.slice(2)
const store = createStore(await openSqlite(database))
let seq = (await store.updates.lastSeqs([room])).get(room) ?? 0
for (;;) {
  const bytes = new Uint8Array(2_000).fill(seq % 251)
  const updates = [1, 2, 3].map((more) => ({ room, seq: seq + more, personId, at: 0, bytes, newClientIds: [] }))
  await store.updates.append(updates)
  seq += updates.length
  process.stdout.write(`${seq}\n`)
}
