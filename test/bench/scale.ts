/**
 * Makes a worked example longer: each run of prose is followed by changed copies of its own paragraphs, so that the
 * shape of the plan (which sections are long, where tables and lists stand) stays while no two paragraphs are equal.
 * Blocks stay as they are. The first words stay too, so that comments on them still find their place.
 */
import { buildContent, keptBlockIds } from '../../shared/plan/build.ts'
import { markdownToProse } from '../../shared/plan/markdown.ts'
import { plainText, wordCount } from '../../shared/plan/text.ts'
import type { StartItem, Template } from '../../shared/template/types.ts'
import type { Random } from '../support/random.ts'

export interface LongSection {
  readonly content: readonly StartItem[]
}

/** Words of a section as a reader counts them, fields of blocks included. */
export const sectionWords = ({ content }: LongSection, template: Template): number => {
  const built = buildContent(content, template, { blockId: keptBlockIds(() => 'b'), bodyId: (key) => key })
  return wordCount(plainText(built.items))
}

/** The sections with at least `words` words in all, and at most one paragraph more. */
export const scaleSections = <Section extends LongSection>(
  sections: readonly Section[],
  { words, template, random }: { readonly words: number; readonly template: Template; readonly random: Random },
): readonly Section[] => {
  const total = sum(sections.map((section) => sectionWords(section, template)))
  const prose = sections.flatMap(({ content }) => content.flatMap((item) => ('prose' in item ? [item.prose] : [])))
  const share = Math.max(0, words - total) / sum(prose.map(proseWords))
  const change = createChange(prose.join(' '), random)
  const grow = createGrowth(share, change)
  return sections.map((section) => ({
    ...section,
    content: section.content.map((item) => ('prose' in item ? { prose: grow(item.prose) } : item)),
  }))
}

/** As read, not as written: addresses and markup are no words. */
const proseWords = (markdown: string): number => wordCount(plainText(markdownToProse(markdown)))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Appends copies until a text has grown by `share` of its words; what is too much for one is kept from the next. */
const createGrowth = (share: number, change: (markdown: string) => string) => {
  let owed = 0
  return (markdown: string): string => {
    const paragraphs = markdown.trim().split(/\n{2,}/)
    const grown = [...paragraphs]
    owed += proseWords(markdown) * share
    for (let index = 0; owed > 0 && proseWords(markdown) > 0; index += 1) {
      const copy = change(paragraphs[index % paragraphs.length] ?? '')
      grown.push(copy)
      owed -= proseWords(copy)
    }
    return `${grown.join('\n\n')}\n`
  }
}

/** Words that may be exchanged: in small letters, long enough to matter, not part of a link or of markup. */
const plainWord = /(?<=\s)[a-z]{4,}(?=[\s,.;])/g

const createChange = (vocabularyText: string, random: Random) => {
  const vocabulary = [...new Set(vocabularyText.match(plainWord))]
  return (markdown: string): string =>
    markdown.replace(plainWord, (word) => (random.chance(0.4) ? random.pick(vocabulary) : word))
}
