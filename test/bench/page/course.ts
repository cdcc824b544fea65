/** Which sections a round reads and writes: chosen by their size, the same ones in every subject and round. */
import { median } from '../figures.ts'
import type { Place } from './subject.ts'

export interface Course {
  /** A section of middling length, to read and to begin writing in. */
  readonly usual: Place
  /** The longest: where the typing is measured. */
  readonly longest: Place
  /** Where colleagues write meanwhile. */
  readonly others: readonly Place[]
}

export const chooseCourse = (places: readonly Place[]): Course => {
  const writable = places.filter(({ paragraphs }) => paragraphs.length >= 3)
  const middle = median(writable.map(({ words }) => words))
  const usual = writable.find(({ words }) => words === middle)
  const longest = writable.toSorted((a, b) => b.words - a.words)[0]
  const others = writable.filter((place) => place !== usual && place !== longest)
  if (usual === undefined || longest === undefined || others.length < 2) throw new Error('Too few sections to write in')
  return { usual, longest, others }
}
