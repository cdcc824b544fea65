/** Words of a comment that passes on what could not be saved: what one author put in and took out. */
import { passagesToText, placeOf } from '../../shared/export/passages.ts'
import type { Passage } from '../../shared/export/passages.ts'
import { diffLines } from '../signoff/text-diff.ts'
import type { LineChange } from '../signoff/text-diff.ts'
import { words } from '../words/en.ts'

/** Longest text of a comment, as the contract has it. */
const maxLetters = 10_000

type Passages = ReadonlyMap<string, Passage>
type Changes = ReadonlyMap<string, readonly LineChange[]>

/** One passage for each place: the prose beside blocks is compared as a whole, each field with itself. */
const joinByPlace = (passages: readonly Passage[]): Passages =>
  new Map(
    [...Map.groupBy(passages, placeOf)].map(([place, same]) => [
      place,
      { field: same[0]?.field ?? null, lines: same.flatMap(({ lines }) => lines) },
    ]),
  )

const compare = (before: Passages, after: Passages): Changes =>
  new Map(
    [...new Set([...before.keys(), ...after.keys()])].map((place) => [
      place,
      diffLines(before.get(place)?.lines ?? [], after.get(place)?.lines ?? []),
    ]),
  )

/** Of the passages only the lines that were changed so. */
const only = (kind: LineChange['kind'], passages: Passages, changes: Changes): readonly Passage[] =>
  [...passages]
    .map(([place, { field }]) => {
      const changed = (changes.get(place) ?? []).filter((change) => change.kind === kind)
      return { field, lines: changed.map(({ text }) => text) }
    })
    .filter(({ lines }) => lines.length > 0)

const partOf = (title: string, passages: readonly Passage[]): readonly string[] =>
  passages.length === 0 ? [] : [`${title}\n${passagesToText(passages)}`]

/** Null when the words do not differ, or are more than a comment holds. */
export const commentOn = (theirs: readonly Passage[], mine: readonly Passage[]): string | null => {
  const [before, after] = [joinByPlace(theirs), joinByPlace(mine)]
  const changes = compare(before, after)
  const parts = [
    ...partOf(words.save.commentAdded, only('added', after, changes)),
    ...partOf(words.save.commentRemoved, only('removed', before, changes)),
  ]
  const text = [words.save.commentBegins, ...parts].join('\n\n')
  return parts.length === 0 || text.length > maxLetters ? null : text
}
