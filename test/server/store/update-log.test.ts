/** One contract for the real log and the one that tests of rooms use: [STORE1] [STORE2] [STORE3] [STORE4] [STORE16]. */
import { onTestFinished } from 'vitest'
import { createUpdateLog } from '../../../server/store/log.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'
import { describeUpdateLog } from '../../contract/update-log.ts'
import { createMemoryLog } from '../../support/memory-log.ts'

describeUpdateLog('SQLite', async () => {
  const db = await openSqlite(':memory:')
  onTestFinished(() => db.destroy())
  return createUpdateLog(db)
})

describeUpdateLog('the one tests of rooms use', () => Promise.resolve(createMemoryLog()))
