/**
 * SQLite inside the process: `node:sqlite` behind Kysely. One connection; Kysely's mutex gives it to one query or one
 * transaction at a time, so whatever is asked while a transaction runs waits for its end.
 *
 * WAL with `synchronous=FULL`: a commit that was reported survives a power cut (NORMAL loses acknowledged work).
 */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import {
  CamelCasePlugin,
  CompiledQuery,
  type Dialect,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely'
import { migrate } from './migrations/index.ts'
import type { Tables } from './tables.ts'

/** How long to wait for another process (the command line) that writes to the same file, in ms. */
const busyMs = 5_000

/** Statements kept compiled; the program has about 150 different ones. */
const maxStatements = 400

type Value = null | number | bigint | string | Uint8Array

const createStatement = (statement: StatementSync): SqliteStatement => {
  // Kysely compiles its parameters from what the tables' types allow, which are just these.
  const values = (parameters: readonly unknown[]) => parameters as readonly Value[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}

const adapt = (database: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = statements.get(sql)
      if (known) return known
      if (statements.size >= maxStatements) statements.clear()
      const statement = createStatement(database.prepare(sql))
      statements.set(sql, statement)
      return statement
    },
  }
}

const assertDurable = (database: DatabaseSync): void => {
  const level = database.prepare('pragma synchronous').get()?.['synchronous']
  if (level !== 2) throw new Error(`SQLite runs with synchronous=${String(level)} instead of FULL: refusing to start.`)
}

/** A new file is its owner's alone, whatever the folder lets others do; what SQLite keeps beside it is like it. */
const makePrivate = (path: string): void => {
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
}

const openFile = (path: string): DatabaseSync => {
  makePrivate(path)
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyMs })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  assertDurable(database)
  return database
}

/**
 * Kysely begins every transaction with a plain `begin`, which takes the write lock only at the first write and then fails
 * at once if another process wrote in between; `begin immediate` waits its turn instead. One that only reads sees one
 * state as well, and must not take that lock: nobody could write, in any process, while it reads a long log.
 */
const createDialect = (database: SqliteDatabase): Dialect => {
  const dialect = new SqliteDialect({ database })
  const beginTransaction: Driver['beginTransaction'] = async (connection, { accessMode }) => {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate'
    await connection.executeQuery(CompiledQuery.raw(begin))
  }
  return {
    createDriver: () => Object.assign(dialect.createDriver(), { beginTransaction }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** Opens (or makes) the database at a path, `:memory:` for none on disk, and brings its tables up to date. */
export const openSqlite = async (path: string): Promise<Kysely<Tables>> => {
  const db = new Kysely<Tables>({
    dialect: createDialect(adapt(openFile(path))),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  await migrate(db, 'sqlite')
  return db
}
