import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { prepared, preparedOne } from '../../../server/store/prepared.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'

const openPeople = async () => {
  const db = await openSqlite(':memory:')
  onTestFinished(() => db.destroy())
  for (const id of ['ada', 'ben', 'cem'])
    await db
      .insertInto('people')
      .values({ id, email: `${id}@example.org`, name: id.toUpperCase(), createdAt: '2026-06-01T09:00:00.000Z' })
      .execute()
  return db
}

describe('a statement that is compiled once', () => {
  it('[STORE19] is built once, and gives each who asks what belongs to their values', async () => {
    const db = await openPeople()
    let built = 0
    const find = preparedOne((of, id: string) => {
      built += 1
      return of.selectFrom('people').select(['id', 'name']).where('id', '=', id)
    })
    const asked = ['cem', 'ada', 'nobody', 'ben'].map((id) => find(db, id))
    expect(await Promise.all(asked)).toEqual([
      { id: 'cem', name: 'CEM' },
      { id: 'ada', name: 'ADA' },
      undefined,
      { id: 'ben', name: 'BEN' },
    ])
    expect(built).toBe(1)
  })

  it('[STORE19] puts a value wherever it is asked for, between values that stay', async () => {
    const db = await openPeople()
    const rename = prepared((of, id: string, name: string) =>
      of
        .updateTable('people')
        .set({ name })
        .where('id', '=', id)
        .where('name', '!=', name)
        .where('id', '!=', 'ben')
        .returning(['id', 'name', sql<string>`${name} || '!'`.as('said')]),
    )
    expect(await rename(db, 'ada', 'Ada')).toEqual([{ id: 'ada', name: 'Ada', said: 'Ada!' }])
    expect([await rename(db, 'ada', 'Ada'), await rename(db, 'ben', 'Ben')]).toEqual([[], []])
    expect(await rename(db, 'cem', 'Ada')).toEqual([{ id: 'cem', name: 'Ada', said: 'Ada!' }])
  })

  it('[STORE19] runs inside the transaction it is given', async () => {
    const db = await openPeople()
    const rename = prepared((of, id: string, name: string) =>
      of.updateTable('people').set({ name }).where('id', '=', id),
    )
    const nameOf = preparedOne((of, id: string) => of.selectFrom('people').select('name').where('id', '=', id))
    const failed = db.transaction().execute(async (trx) => {
      await rename(trx, 'ada', 'Ada')
      expect(await nameOf(trx, 'ada')).toEqual({ name: 'Ada' })
      throw new Error('undone')
    })
    await expect(failed).rejects.toThrow('undone')
    expect(await nameOf(db, 'ada')).toEqual({ name: 'ADA' })
  })
})
