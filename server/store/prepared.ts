/**
 * Statements that run for everyone who comes in, and for every room that opens. The query builder makes and compiles a
 * statement each time, which takes longer than SQLite takes to run it; here that happens once in the life of the
 * program, whose databases all speak one dialect, and afterwards only the values differ.
 */
import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Stands in a statement where a value will. */
class Slot {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
}

type Value = string | number
type Db = Kysely<Tables>

/**
 * A statement of the values it is asked with. `build` is called once, with stand-ins for them: it may put them where
 * values stand, and must not look at them.
 */
export const prepared = <Values extends readonly Value[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
): ((db: Db, ...values: Values) => Promise<Row[]>) => {
  let compiled: CompiledQuery<Row> | null = null

  const compile = (db: Db): CompiledQuery<Row> => {
    const slots: unknown = Array.from({ length: build.length - 1 }, (_, index) => new Slot(index))
    return build(db, ...(slots as Values)).compile()
  }

  return async (db, ...values) => {
    compiled ??= compile(db)
    const parameters = compiled.parameters.map((one) => (one instanceof Slot ? values[one.index] : one))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}

/** The same for a statement that finds one row or none. */
export const preparedOne = <Values extends readonly Value[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
): ((db: Db, ...values: Values) => Promise<Row | undefined>) => {
  const find = prepared(build)
  return async (db, ...values) => (await find(db, ...values))[0]
}
