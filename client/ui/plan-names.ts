/** Names of bodies and blocks, to word references in the text; and the blocks a field may link to. */
import type { Body } from '../../shared/plan/facts.ts'
import type { ValueNames } from '../../shared/export/value.ts'
import { liveBlocks } from '../../shared/plan/model.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { referenceTo } from '../../shared/plan/numbers.ts'
import type { BlockMark, BlockNumbers } from '../../shared/plan/numbers.ts'
import { blockTitle, wholeBlockTitle } from '../../shared/plan/text.ts'
import type { Template } from '../../shared/template/types.ts'
import { oncePer } from './once-per.ts'

/** A block that may be linked to. */
export interface Linkable {
  readonly id: string
  readonly blockType: string
  readonly title: string
  /** The title uncut. */
  readonly wholeTitle: string
  readonly sectionTitle: string
}

export interface NamedSection {
  readonly title: string
  readonly content: SectionContent
}

/** Sections keep their reading until their words change, so all but one are known already. */
const blocksIn = oncePer((template: Template) =>
  oncePer((content: SectionContent) =>
    liveBlocks(content).map((block) => ({
      id: block.id,
      blockType: block.blockType,
      title: blockTitle(block, template),
      wholeTitle: wholeBlockTitle(block, template),
    })),
  ),
)

/** A section's blocks without their words, found out once. */
export const marksIn = oncePer((content: SectionContent): readonly BlockMark[] =>
  liveBlocks(content).map(({ id, blockType }) => ({ id, blockType })),
)

export const linkablesOf = (sections: readonly NamedSection[], template: Template): readonly Linkable[] =>
  sections.flatMap(({ title: sectionTitle, content }) =>
    blocksIn(template)(content).map((block) => ({ ...block, sectionTitle })),
  )

interface ToName {
  readonly template: Template
  readonly bodies: readonly Body[]
  readonly linkables: readonly Linkable[]
  readonly numbers: BlockNumbers
}

export const namesOf = ({ template, bodies, linkables, numbers }: ToName): ValueNames => {
  const bodyNames = new Map(bodies.map(({ id, shortName }) => [id, shortName]))
  const blocks = new Map(linkables.map((block) => [block.id, block]))
  return {
    template,
    bodyName: (id) => bodyNames.get(id) ?? null,
    blockName: (id) => {
      const block = blocks.get(id)
      return block === undefined ? null : referenceTo(block, block.wholeTitle, { template, numbers })
    },
    blockNumber: (id) => numbers.get(id) ?? null,
  }
}
