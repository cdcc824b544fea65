/** The text a signer sees, held still, and its hash; and how it reads by what has come since. */
import type { Reading, SectionView } from '../../shared/api/sections.ts'
import type { Tag } from '../../shared/plan/facts.ts'
import { contentHash } from '../../shared/plan/canonical.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { textblocksOf } from '../../shared/plan/coordinates.ts'
import { isOlder } from '../api/queries.ts'

export interface Shown {
  readonly title: string
  readonly tags: readonly Tag[]
  readonly content: SectionContent
  /** Which reading the words are of. */
  readonly generation: number
  readonly seq: number
  /** Of exactly what is shown, computed here, never taken from the server. */
  readonly hash: string
}

type Facts = Pick<SectionView, 'title' | 'tags'>
type Words = Pick<Reading, 'content' | 'generation' | 'seq'>

export const createShown = ({ title, tags }: Facts, { content, generation, seq }: Words): Shown => ({
  title,
  tags,
  content,
  generation,
  seq,
  hash: contentHash({ title, tags, content }),
})

/** What is shown, brought up to date; a reading from before it, which other screens may have left, tells nothing. */
export const createNewest = (shown: Shown, facts: Facts, reading: Words | undefined): Shown =>
  createShown(facts, reading === undefined || isOlder(reading, shown) ? shown : reading)

/** Lines by which two texts are compared: the textblocks, and the values of blocks each on a line. */
export const linesOf = ({ title, tags, content }: Shown): readonly string[] => [
  title,
  ...tags.map(({ framework, code }) => `${framework} ${code}`),
  ...textblocksOf(content).map(({ text }) => text),
  ...content.items.flatMap((item) =>
    item.type === 'planBlock' && item.removed === null
      ? Object.entries(item.fields).flatMap(([name, field]) =>
          field.kind === 'value' && field.value !== null
            ? [`${item.blockType}, ${name}: ${sayValue(field.value)}`]
            : [],
        )
      : [],
  ),
]

const sayValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
