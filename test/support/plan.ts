/**
 * Builders of plans as read, for tests: `plan(section('vision', {tags: ['s9-aims:a.i']}, p('Words'), block('vision', …)))`.
 * A field value that is prose is written `prose('…')`; everything else stands as it is stored.
 */
import type { Body, PlanReading, SectionFacts, Tag } from '../../shared/plan/facts.ts'
import type {
  Field,
  FieldValue,
  Heading,
  Item,
  Paragraph,
  PlanBlock,
  Prose,
  TableCell,
} from '../../shared/plan/model.ts'

export type SectionReading = PlanReading['sections'][number]

const inline = (text: string) => (text === '' ? [] : [{ type: 'text', text } as const])

export const p = (text: string): Paragraph => ({ type: 'paragraph', content: inline(text) })

export const h = (level: 3 | 4 | 5, text: string): Heading => ({ type: 'heading', level, content: inline(text) })

export const quote = (...content: readonly Prose[]): Prose => ({ type: 'blockquote', content })

export const bullets = (...lines: readonly string[]): Prose => ({
  type: 'bulletList',
  content: lines.map((line) => ({ type: 'listItem', content: [p(line)] })),
})

/** A table whose first row is its heads. */
export const table = (...rows: readonly (readonly string[])[]): Prose => ({
  type: 'table',
  content: rows.map((cells, at) => ({
    type: 'tableRow',
    content: cells.map((text): TableCell => ({ type: at === 0 ? 'tableHeader' : 'tableCell', content: [p(text)] })),
  })),
})

/** Some text of exactly so many words. */
export const words = (count: number): Paragraph => p(Array.from({ length: count }, () => 'word').join(' '))

export const prose = (...lines: readonly string[]): Field => ({ kind: 'prose', content: lines.map(p) })

const isField = (value: FieldValue | Field): value is Field =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'

/** A block; its id is `id` among the fields where a test needs to link to it, else its type and first words. */
export const block = (
  blockType: string,
  { id, ...fields }: Readonly<Record<string, FieldValue | Field>> & { readonly id?: string } = {},
): PlanBlock => ({
  type: 'planBlock',
  id: id ?? `${blockType} ${Object.values(fields).find((value) => typeof value === 'string') ?? ''}`,
  blockType,
  removed: null,
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isField(value) ? value : ({ kind: 'value', value } as const)]),
  ),
})

export const removed = (placed: PlanBlock): PlanBlock => ({
  ...placed,
  removed: { by: 'ada', at: '2026-05-04T10:00:00Z' },
})

type Facts = Partial<Omit<SectionFacts, 'tags'>> & {
  /** Written `framework:code`. */
  readonly tags?: readonly string[]
}

const readTag = (tag: string): Tag => {
  const [framework = '', code = ''] = tag.split(':')
  return { framework, code }
}

/** A section made from the template's section `key`; id and title are the key unless said otherwise. */
export const section = (
  key: string,
  { tags = [], ...facts }: Facts = {},
  ...items: readonly Item[]
): SectionReading => ({
  id: key,
  key,
  title: key,
  state: 'drafting',
  mandatory: false,
  exempt: null,
  leadBodyId: null,
  dueOn: null,
  ...facts,
  tags: tags.map(readTag),
  content: { items },
})

export const body = (id: string, name: string, lead = false): Body => ({
  id,
  name,
  shortName: id,
  kind: lead ? 'council' : 'other',
  lead,
})

/** A plan of three years with two lead bodies. */
export const plan = (...sections: readonly SectionReading[]): PlanReading => ({
  id: 'plan-1',
  title: "Children's Services Plan",
  area: 'Strathlorne',
  from: '2026-04-01',
  to: '2029-03-31',
  bodies: [body('council', 'Strathlorne Council', true), body('health', 'NHS Lorne and Isles', true)],
  sections,
})
