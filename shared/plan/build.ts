/**
 * What a template or an example says of a section (`StartItem`s, prose in Markdown) -> the section's first content.
 * Every field of a block is made, filled or not, in the template's order: two people who fill one field later then
 * write into the same place.
 */
import { findBlockType } from '../template/lookup.ts'
import type { BlockType, FieldType, StartItem, Template } from '../template/types.ts'
import { markdownToProse } from './markdown.ts'
import type { Field, Item, PlanBlock, SectionContent } from './model.ts'
import { readValue } from './read.ts'

export interface BuildDeps {
  /** The id of a block: `startId` names it within the start content, null where nothing refers to it. */
  blockId(startId: string | null): string
  /** Body key of the example -> body id; templates name no bodies. */
  bodyId(key: string): string | null
  /** What `{area}`, `{period}` and `{leadBodies}` stand for in prose; without it they stay as they are. */
  readonly planWords?: PlanWords
}

/** What a template may say of the plan it starts, in words as they stand in a sentence. */
export interface PlanWords {
  readonly area: string
  readonly period: string
  readonly leadBodies: string
}

/** Names are typed by people: signs that would mean something in Markdown are said to be plain. */
const plain = (words: string): string => words.replace(/[\\`*_[\]<>#|~]/g, '\\$&')

const withPlanWords = (prose: string, words: PlanWords | undefined): string =>
  words === undefined
    ? prose
    : prose.replace(/\{(area|period|leadBodies)\}/g, (_, name: keyof PlanWords) => plain(words[name]))

/** For templates, whose start ids hold within one section only: every block gets a new id, links follow. */
export const freshBlockIds = (newId: () => string): BuildDeps['blockId'] => {
  const made = new Map<string, string>()
  return (startId) => {
    const id = (startId === null ? undefined : made.get(startId)) ?? newId()
    if (startId !== null) made.set(startId, id)
    return id
  }
}

/** For the example, whose ids hold in the whole plan. */
export const keptBlockIds =
  (newId: () => string): BuildDeps['blockId'] =>
  (startId) =>
    startId ?? newId()

/** Throws on a block type the template does not have: templates are checked when they are loaded. */
export const buildContent = (start: readonly StartItem[], template: Template, deps: BuildDeps): SectionContent => {
  const items = start.flatMap((item): readonly Item[] =>
    'prose' in item
      ? markdownToProse(withPlanWords(item.prose, deps.planWords))
      : [buildBlock(item, blockTypeOf(template, item.block), deps)],
  )
  return { items: items.length > 0 ? items : [{ type: 'paragraph', content: [] }] }
}

const blockTypeOf = (template: Template, type: string): BlockType => {
  const found = findBlockType(template, type)
  if (found === undefined) throw new Error(`Template ${template.id} has no block type ${type}`)
  return found
}

type StartBlock = Exclude<StartItem, { readonly prose: string }>

const buildBlock = (start: StartBlock, type: BlockType, deps: BuildDeps): PlanBlock => ({
  type: 'planBlock',
  id: deps.blockId(start.id ?? null),
  blockType: type.type,
  removed: null,
  fields: Object.fromEntries(
    type.fields.map((field) => [field.name, buildField(field, start.fields?.[field.name], deps)]),
  ),
})

/** One empty line, so that there is a place to type. */
const emptyProse: Field = { kind: 'prose', content: [{ type: 'paragraph', content: [] }] }

const buildField = (field: FieldType, start: unknown, deps: BuildDeps): Field => {
  if (field.kind === 'prose') return typeof start === 'string' ? proseField(start) : emptyProse
  return { kind: 'value', value: readValue(resolveIds(field, start, deps)) }
}

const proseField = (markdown: string): Field => ({ kind: 'prose', content: markdownToProse(markdown) })

/** Bodies by key and blocks by start id become ids of this plan; everything else stays. */
const resolveIds = (field: FieldType, start: unknown, deps: BuildDeps): unknown => {
  const resolve = (key: unknown): string | null =>
    field.kind === 'body' || field.kind === 'bodies' ? deps.bodyId(String(key)) : deps.blockId(String(key))
  switch (field.kind) {
    case 'body':
    case 'link':
      return typeof start === 'string' ? resolve(start) : null
    case 'bodies':
    case 'links':
      return Array.isArray(start) ? start.flatMap((key) => resolve(key) ?? []) : null
    default:
      return start
  }
}
