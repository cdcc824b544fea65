/**
 * The plan laid out once for all rules: live blocks by type and id with their section, and every line of words with its
 * place. Removed blocks, and blocks of a type the template does not know, are passed over.
 */
import { liveBlocks } from '../plan/model.ts'
import { numberBlocks } from '../plan/numbers.ts'
import type { BlockNumbers } from '../plan/numbers.ts'
import type { Field, PlanBlock, Prose } from '../plan/model.ts'
import type { PlanReading } from '../plan/facts.ts'
import { blockTitleWords, fieldText, proseLines, wordCount } from '../plan/text.ts'
import type { TextLine } from '../plan/text.ts'
import type { BlockType, FieldType, Template } from '../template/types.ts'
import type { Place } from './finding.ts'
import { withoutPlaceholders } from './placeholder.ts'

export type SectionReading = PlanReading['sections'][number]

export interface PlacedBlock {
  readonly block: PlanBlock
  readonly type: BlockType
  /** `3.2`; null where the type has no numbers. */
  readonly number: string | null
  readonly section: SectionReading
  readonly place: Place
}

/** A line of words somewhere in the plan; a `value` is what stands in a one-line field. */
export interface Passage {
  readonly kind: TextLine['kind'] | 'value'
  readonly text: string
  readonly section: SectionReading
  readonly in: PlacedBlock | null
  readonly place: Place
}

export interface IndexedSection {
  readonly section: SectionReading
  readonly blocks: readonly PlacedBlock[]
  readonly passages: readonly Passage[]
  /** Words of prose outside headings, one-line fields and placeholders: what counts as text of substance. */
  readonly words: number
}

export interface PlanIndex {
  readonly reading: PlanReading
  readonly template: Template
  readonly sections: readonly IndexedSection[]
  readonly passages: readonly Passage[]
  /** Blocks that count: those whose title field is filled. */
  readonly blocksByType: ReadonlyMap<string, readonly PlacedBlock[]>
  /** Blocks still to be named, in plan order. */
  readonly untitled: readonly PlacedBlock[]
  readonly blocksById: ReadonlyMap<string, PlacedBlock>
  readonly bodyIds: ReadonlySet<string>
}

/** Words a section needs before it counts as addressing its tags: two or three sentences. */
export const substantiveWords = 40

export const indexPlan = (reading: PlanReading, template: Template): PlanIndex => {
  const types = new Map(template.blocks.map((type) => [type.type, type]))
  const numbers = numberBlocks(
    reading.sections.map(({ key, content }) => ({ key, blocks: liveBlocks(content) })),
    template,
  )
  const sections = reading.sections.map((section) => indexSection(section, types, numbers))
  const blocks = sections.flatMap((section) => section.blocks)
  const isTitled = ({ block, type }: PlacedBlock) => blockTitleWords(block, type) !== ''
  return {
    reading,
    template,
    sections,
    passages: sections.flatMap((section) => section.passages),
    blocksByType: Map.groupBy(blocks.filter(isTitled), ({ type }) => type.type),
    untitled: blocks.filter((placed) => !isTitled(placed)),
    blocksById: new Map(blocks.map((placed) => [placed.block.id, placed])),
    bodyIds: new Set(reading.bodies.map(({ id }) => id)),
  }
}

const indexSection = (
  section: SectionReading,
  types: ReadonlyMap<string, BlockType>,
  numbers: BlockNumbers,
): IndexedSection => {
  const place = { sectionId: section.id }
  const blocks = liveBlocks(section.content).flatMap((block) => {
    const type = types.get(block.blockType)
    const number = numbers.get(block.id) ?? null
    return type ? [{ block, type, number, section, place: { ...place, blockId: block.id } }] : []
  })
  const placedByBlock = new Map(blocks.map((placed) => [placed.block, placed]))
  const passages = section.content.items.flatMap((item) => {
    if (item.type !== 'planBlock') return prosePassages([item], { section, in: null, place })
    const placed = placedByBlock.get(item)
    return placed ? blockPassages(placed) : []
  })
  return { section, blocks, passages, words: countWords(passages) }
}

const prosePassages = (content: readonly Prose[], at: Omit<Passage, 'kind' | 'text'>): readonly Passage[] =>
  proseLines(content).map((line) => ({ ...line, ...at }))

const blockPassages = (placed: PlacedBlock): readonly Passage[] =>
  placed.type.fields.flatMap((type) => {
    const field = placed.block.fields[type.name]
    return field ? fieldPassages(placed, type, field) : []
  })

const fieldPassages = (placed: PlacedBlock, type: FieldType, field: Field): readonly Passage[] => {
  const at = { section: placed.section, in: placed, place: { ...placed.place, field: type.name } }
  if (field.kind === 'prose') return prosePassages(field.content, at)
  return type.kind === 'text' ? [{ kind: 'value', text: fieldText(field), ...at }] : []
}

const countWords = (passages: readonly Passage[]): number =>
  passages
    .filter(({ kind }) => kind === 'paragraph' || kind === 'quote')
    .reduce((sum, passage) => sum + wordCount(withoutPlaceholders(passage)), 0)

/** Blocks of a type that count, in plan order. */
export const blocksOf = (index: PlanIndex, blockType: string): readonly PlacedBlock[] =>
  index.blocksByType.get(blockType) ?? []

/** Where a missing block would go: the first section that holds its like, else the first the template meant for it. */
export const homeOf = (index: PlanIndex, blockType: string): Place => {
  const like = blocksOf(index, blockType)[0]
  if (like) return { sectionId: like.section.id }
  const keys = index.template.sections.filter(({ blocks }) => blocks.includes(blockType)).map(({ key }) => key)
  const home = index.reading.sections.find(({ key }) => key !== null && keys.includes(key))
  return home ? { sectionId: home.id } : {}
}

/** First day of each plan year, by the calendar year it starts in: `2026`, `2027`, `2028`. */
export const planYears = (reading: PlanReading): readonly string[] => {
  const first = Number(reading.from.slice(0, 4))
  const last = Number(reading.to.slice(0, 4)) - (reading.to.slice(5) < reading.from.slice(5) ? 1 : 0)
  const years = Number.isInteger(first) && Number.isInteger(last) ? last - first + 1 : 0
  return Array.from({ length: Math.max(0, Math.min(years, maxPlanYears)) }, (_, at) => String(first + at))
}

/** No plan runs longer; guards against a mistyped period. */
const maxPlanYears = 20
