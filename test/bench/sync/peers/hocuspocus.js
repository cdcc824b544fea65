/**
 * Hocuspocus with its SQLite extension, as its documentation starts it. Its database driver would have to be compiled
 * here, so Node's own SQLite runs the extension's statements.
 */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import process from 'node:process'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'

class BuiltInSqlite extends SQLite {
  async onConfigure() {
    this.db = new DatabaseSync(this.configuration.database)
    this.db.exec(this.configuration.schema)
  }
}

const database = join(process.env.BENCH_DATA ?? '.', 'hocuspocus.sqlite')
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, extensions: [new BuiltInSqlite({ database })] })
await server.listen()
process.stdout.write(`listening on ${server.address.port}\n`)
