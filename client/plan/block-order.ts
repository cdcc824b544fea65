/** Where blocks stand among the textblocks of their section, to list comments on blocks in document order. */
import type { SectionContent } from '../../shared/plan/model.ts'
import { textblocksOf } from '../../shared/plan/coordinates.ts'
import { oncePer } from '../ui/once-per.ts'

const startsIn = oncePer((content: SectionContent): ReadonlyMap<string, number> => {
  const starts = new Map<string, number>()
  textblocksOf(content).forEach(({ blockId }, index) => {
    if (blockId !== null && !starts.has(blockId)) starts.set(blockId, index)
  })
  return starts
})

/** Number of the textblock a block starts at; -1 for a block without words or not found. */
export const blockOrder = (
  sections: readonly { readonly content: SectionContent }[],
): ((blockId: string) => number) => {
  const starts = sections.map(({ content }) => startsIn(content))
  return (blockId) => starts.find((known) => known.has(blockId))?.get(blockId) ?? -1
}
