/** Words of a comment that passes on what could not be saved: what one author put in and took out. */
import type { SectionContent } from '../../shared/plan/model.ts'
import { plainText } from '../../shared/plan/text.ts'
import { diffLines } from '../signoff/text-diff.ts'
import { words } from '../words/en.ts'

/** Longest text of a comment, as the contract has it. */
const maxLetters = 10_000

const linesOf = ({ items }: SectionContent): readonly string[] =>
  plainText(items)
    .split('\n')
    .filter((line) => line.trim() !== '')

const partOf = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}\n${lines.join('\n')}`]

/** Null when the words do not differ, or are more than a comment holds. */
export const commentOn = (theirs: SectionContent, mine: SectionContent): string | null => {
  const changes = diffLines(linesOf(theirs), linesOf(mine))
  const linesThat = (kind: 'added' | 'removed') =>
    changes.filter((change) => change.kind === kind).map(({ text }) => text)
  const parts = [
    ...partOf(words.save.commentAdded, linesThat('added')),
    ...partOf(words.save.commentRemoved, linesThat('removed')),
  ]
  const text = [words.save.commentBegins, ...parts].join('\n\n')
  return parts.length === 0 || text.length > maxLetters ? null : text
}
