/**
 * Who is here, read from the plan room's presence. The server writes `user`; where a person stands is their own word.
 * A person with several pages open is one person, standing where they write, else where any of their pages is.
 */
import type { PresentUser } from '../../shared/protocol.ts'

export interface Present {
  readonly user: PresentUser
  readonly sectionId: string | null
  readonly writing: boolean
}

type States = ReadonlyMap<number, Readonly<Record<string, unknown>>>

const isUser = (user: unknown): user is PresentUser =>
  typeof user === 'object' && user !== null && 'personId' in user && 'name' in user && 'body' in user

const presentIn = (state: Readonly<Record<string, unknown>>): Present | null =>
  isUser(state.user)
    ? {
        user: state.user,
        sectionId: typeof state.section === 'string' ? state.section : null,
        writing: state.writing === true,
      }
    : null

/** One entry a person, in the order of names. The server sends nobody their own state. */
export const readPresence = (states: States): readonly Present[] => {
  const byPerson = new Map<string, Present>()
  for (const state of states.values()) {
    const present = presentIn(state)
    if (present === null) continue
    byPerson.set(present.user.personId, mergePages(byPerson.get(present.user.personId), present))
  }
  return [...byPerson.values()].sort((a, b) => a.user.name.localeCompare(b.user.name, 'en-GB'))
}

const mergePages = (held: Present | undefined, next: Present): Present => {
  if (held === undefined || (next.writing && !held.writing)) return next
  return held.writing || held.sectionId !== null ? held : next
}

/** Of those who are here, those who write in a section. */
export const writersIn = (present: readonly Present[], sectionId: string): readonly Present[] =>
  present.filter((person) => person.writing && person.sectionId === sectionId)

/** Those to show as discs in a narrow place, and how many more there are. */
export const firstDiscs = (present: readonly Present[], most = 4): { shown: readonly Present[]; more: number } => ({
  shown: present.slice(0, most),
  more: Math.max(0, present.length - most),
})
