/** The text a signer sees, held still, and its hash. */
import type { Reading, SectionView } from '../../shared/api/sections.ts'
import type { Tag } from '../../shared/plan/facts.ts'
import { contentHash } from '../../shared/plan/canonical.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { textblocksOf } from '../../shared/plan/coordinates.ts'

export interface Shown {
  readonly title: string
  readonly tags: readonly Tag[]
  readonly content: SectionContent
  /** Of exactly what is shown, computed here, never taken from the server. */
  readonly hash: string
}

export const createShown = ({ title, tags }: SectionView, { content }: Reading): Shown => ({
  title,
  tags,
  content,
  hash: contentHash({ title, tags, content }),
})

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
