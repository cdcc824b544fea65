/**
 * Whose request begins when. One begins in each turn of the event loop, the people by turns, so that letters and other
 * people's requests go on between those of whoever asks for very much at once. A person has so many requests under way;
 * some more wait, and what is beyond that is not taken.
 *
 * A request is under way until its answer is taken, so this bounds the answers that lie in memory as well.
 */
import type { Timers } from '../sync/deps.ts'

/** Four times what a browser asks for at once over HTTP/1: some of them may hang on a network that was lost. */
const mostUnderWay = 24

/** A browser asks for a hundred or so at once over HTTP/2, whatever its pages want; a person may have two. */
const mostWaiting = 256

/** By then what waits has had its turn. */
export const retryAfterSeconds = 5

export interface Callers {
  /** Waits for the person's turn; gives what to call once the answer is taken. Null: too many of theirs wait. */
  enter(personId: string): Promise<() => void> | null
}

interface Person {
  readonly id: string
  /** Begins a request, oldest first. */
  readonly waiting: (() => void)[]
  underWay: number
}

export const createCallers = ({ soon }: Pick<Timers, 'soon'>): Callers => {
  const people = new Map<string, Person>()
  /** Who may begin a request, in the order of their turns. */
  const due = new Set<Person>()
  let isTurnComing = false

  const find = (id: string): Person => {
    const person = people.get(id) ?? { id, waiting: [], underWay: 0 }
    people.set(id, person)
    return person
  }

  const look = (person: Person): void => {
    if (person.waiting.length > 0 && person.underWay < mostUnderWay) due.add(person)
    else if (person.underWay === 0) people.delete(person.id)
    if (due.size === 0 || isTurnComing) return
    isTurnComing = true
    soon(turn)
  }

  const turn = (): void => {
    isTurnComing = false
    const [person] = due
    if (!person) return
    due.delete(person)
    person.underWay += 1
    person.waiting.shift()?.()
    look(person)
  }

  const leave = (person: Person): void => {
    person.underWay -= 1
    look(person)
  }

  return {
    enter: (id) => {
      const person = find(id)
      if (person.waiting.length >= mostWaiting) return null
      return new Promise((resolve) => {
        person.waiting.push(() => resolve(() => leave(person)))
        look(person)
      })
    },
  }
}
