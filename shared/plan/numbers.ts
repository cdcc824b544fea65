/**
 * The numbers by which people refer to blocks. They are worked out from where blocks stand and stored nowhere, so they
 * follow what is moved, removed and brought back. Types that the template means for a chapter, which is a section that
 * may be repeated, are counted in each chapter: `3.2` is the second action of the third. All others are counted through
 * the plan, and so is what of those types stands in no chapter: `4`. No two blocks of a type have the same number.
 */
import { findBlockType, sectionType } from '../template/lookup.ts'
import type { Template } from '../template/types.ts'

/** A block without its words. */
export interface BlockMark {
  readonly id: string
  readonly blockType: string
}

export interface MarkedSection {
  /** The template's section key; null for a section the partnership added freely. */
  readonly key: string | null
  /** Those that are not removed, in order. */
  readonly blocks: readonly BlockMark[]
}

/** Numbers by block id, for sections in the plan's order. Blocks without a number are those people do not refer to. */
export type BlockNumbers = ReadonlyMap<string, string>

export const numberBlocks = (sections: readonly MarkedSection[], template: Template): BlockNumbers => {
  const numbered = new Set(template.blocks.flatMap(({ type, numbered }) => (numbered === true ? [type] : [])))
  const numbers = new Map<string, string>()
  const count = createCounts()
  for (const { key, blocks } of sections) {
    const chapters = new Map(chapterTypes(template, key).map((type) => [type, count(`chapters of ${type}`)]))
    for (const { id, blockType } of blocks) {
      // Two moves at once leave a block twice, under one id: it is one block still.
      if (id === '' || numbers.has(id) || !numbered.has(blockType)) continue
      const chapter = chapters.get(blockType)
      numbers.set(
        id,
        chapter === undefined ? `${count(blockType)}` : `${chapter}.${count(`${blockType} in ${chapter}`)}`,
      )
    }
  }
  return numbers
}

const chapterTypes = (template: Template, key: string | null): readonly string[] => {
  const section = sectionType(template, key)
  return section?.repeatable === true ? section.blocks : []
}

/** Counts from 1 under each name. */
const createCounts = (): ((name: string) => number) => {
  const counts = new Map<string, number>()
  return (name) => {
    const next = (counts.get(name) ?? 0) + 1
    counts.set(name, next)
    return next
  }
}

/** `Action 3.2`; the label alone where there is no number. */
export const numberedLabel = (label: string, number: string | null | undefined): string =>
  number === null || number === undefined ? label : `${label} ${number}`

/** How others refer to a block of this title: `Action 3.2: Open a family hub`; the title alone where it has no number. */
export const referenceTo = (
  { id, blockType }: BlockMark,
  title: string,
  { template, numbers }: { readonly template: Pick<Template, 'blocks'>; readonly numbers: BlockNumbers },
): string => {
  const number = numbers.get(id)
  const label = findBlockType(template, blockType)?.label ?? blockType
  return number === undefined ? title : `${numberedLabel(label, number)}: ${title}`
}
