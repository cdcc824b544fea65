/** People: one row each, found by e-mail in lower case. Whatever names a person elsewhere names the row's id. */
import type { Kysely } from 'kysely'
import type { PersonRow, Tables } from '../tables.ts'

export const createPeopleRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<PersonRow | undefined> =>
    db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst(),

  findByEmail: (email: string): Promise<PersonRow | undefined> =>
    db.selectFrom('people').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst(),

  add: async (person: PersonRow): Promise<void> => {
    await db
      .insertInto('people')
      .values({ ...person, email: person.email.toLowerCase() })
      .execute()
  },
})
export type PeopleRows = ReturnType<typeof createPeopleRows>
