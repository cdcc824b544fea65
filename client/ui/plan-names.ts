/** Names of bodies and blocks, to word references in the text; and the blocks a field may link to. */
import type { Body } from '../../shared/plan/facts.ts'
import type { ValueNames } from '../../shared/export/value.ts'
import { liveBlocks } from '../../shared/plan/model.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { blockTitle } from '../../shared/plan/text.ts'
import type { Template } from '../../shared/template/types.ts'
import { oncePer } from './once-per.ts'

/** A block that may be linked to. */
export interface Linkable {
  readonly id: string
  readonly blockType: string
  readonly title: string
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
    })),
  ),
)

export const linkablesOf = (sections: readonly NamedSection[], template: Template): readonly Linkable[] =>
  sections.flatMap(({ title: sectionTitle, content }) =>
    blocksIn(template)(content).map((block) => ({ ...block, sectionTitle })),
  )

export const namesOf = (template: Template, bodies: readonly Body[], linkables: readonly Linkable[]): ValueNames => {
  const bodyNames = new Map(bodies.map(({ id, shortName }) => [id, shortName]))
  const blockNames = new Map(linkables.map(({ id, title }) => [id, title]))
  return { template, bodyName: (id) => bodyNames.get(id) ?? null, blockName: (id) => blockNames.get(id) ?? null }
}
