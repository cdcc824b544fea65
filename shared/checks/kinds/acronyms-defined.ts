/**
 * Every short form in capitals is explained: in a glossary entry, or in brackets where it is first used, either way
 * round: `joint needs assessment (JNA)` or `JNA (joint needs assessment)`. Words of a line set all in capitals, parts of
 * a body's full name and Roman numerals are no short forms; nor is a word in capitals that the plan writes in small
 * letters elsewhere, or that is a whole heading.
 */
import { createFinding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { Passage, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { fieldPath, list, optional, shape, text } from '../settings.ts'
import { fieldText } from '../../plan/text.ts'
import { passageName } from '../wording.ts'

const noNames: readonly string[] = []
const settings = shape({ glossary: list(fieldPath), allow: optional(list(text), noNames) })

export const acronymsDefined = ruleKind({
  settings,
  run: ({ glossary, allow }, index, rule) => {
    const known = new Set([...allow, ...shoutedWords(index)])
    const written = [
      ...index.reading.bodies.map(({ name }) => name),
      ...glossary.flatMap(({ block, field }) =>
        blocksOf(index, block).map((placed) => fieldText(placed.block.fields[field.name])),
      ),
    ]
    for (const words of written) for (const acronym of acronymsIn(words)) known.add(acronym)
    return firstUses(index)
      .filter(({ acronym, isExplained }) => !isExplained && !known.has(acronym))
      .slice(0, maxFindings)
      .map(({ acronym, passage }) => createFinding(rule, passage.place, sayUnexplained(acronym, passage), acronym))
  },
})

/** Nobody reads further. A line of a megabyte may hold a hundred thousand. */
const maxFindings = 500

const sayUnexplained = (acronym: string, passage: Passage): string =>
  `${passageName(passage)} uses “${acronym}”, which is not explained there or in the glossary.`

interface Use {
  readonly acronym: string
  readonly passage: Passage
  /** In the very line it is first used in. */
  readonly isExplained: boolean
}

const none: ReadonlySet<string> = new Set()

const firstUses = (index: PlanIndex): readonly Use[] => {
  const uses = new Map<string, Use>()
  for (const passage of index.passages) {
    const fresh = acronymsIn(passage.text).filter((acronym) => !uses.has(acronym))
    const explained = fresh.length === 0 ? none : explainedIn(passage.text)
    for (const acronym of fresh) uses.set(acronym, { acronym, passage, isExplained: explained.has(acronym) })
  }
  return [...uses.values()]
}

/** Two to six capitals, with `&` or digits between, and a small plural `s` that is not part of it. */
const acronym = /(?<![\p{L}\p{N}@./_-])\p{Lu}[\p{Lu}\p{N}&]{0,4}\p{Lu}(?=s?(?![\p{L}\p{N}@_]))/gu

const acronymsIn = (words: string): readonly string[] =>
  isAllCapitals(words) ? [] : (words.match(acronym) ?? []).filter((found) => !isRoman(found))

const isAllCapitals = (words: string): boolean => !/\p{Ll}/u.test(words) && /\p{Lu}{2}\W+\p{Lu}{2}/u.test(words)

/** Shortest word taken for one written in capitals; shorter ones are too often a short form and a word, as `IT`. */
const minShoutedLetters = 5

const longWord = /\p{L}{5,}/gu

/** Words set in capitals for their look: also written small somewhere, or a heading of their own. */
const shoutedWords = ({ passages }: PlanIndex): ReadonlySet<string> => {
  const written = passages.flatMap(({ text: line }) => line.match(longWord) ?? [])
  const small = written.filter((word) => /\p{Ll}{2}/u.test(word)).map((word) => word.toUpperCase())
  const headings = passages.filter(({ kind }) => kind === 'heading').map(({ text: line }) => line.trim())
  return new Set([...small, ...headings.filter((line) => line.length >= minShoutedLetters)])
}

const isRoman = (word: string): boolean => /^[IVX]+$/.test(word)

const short = '(\\p{Lu}[\\p{Lu}\\p{N}&]{0,4}\\p{Lu})s?'

/** `joint needs assessment (JNA)`: in brackets behind a word. */
const afterName = new RegExp(`(?<=\\p{L}{2}[’”"']?\\s*)\\((?:the |or |“|")?${short}[)”",;: ]`, 'gu')

/** `JNA (joint needs assessment)` */
const beforeName = new RegExp(`(?<![\\p{L}\\p{N}@./_-])${short}\\s*\\(\\p{L}+\\s`, 'gu')

/** All short forms that a line explains, found in one go: a line may hold very many. */
const explainedIn = (line: string): ReadonlySet<string> =>
  new Set([afterName, beforeName].flatMap((form) => [...line.matchAll(form)].map(([, acronym = '']) => acronym)))
