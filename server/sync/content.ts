/**
 * What may stand where in a section: the names, attributes and marks of `shared/plan/layout.ts` and nothing else, each
 * node in one that may hold it. An editor that meets a node where none may stand has no place for it, and would take
 * all around it out of the text, for everybody. How many of what there are is not judged, nor their order: merges leave
 * any of it, and the editor's schema accepts it all.
 */
import {
  blockNodeNames,
  lineNames,
  markNames,
  nodeAttributes,
  nodeContents,
  proseNodeNames,
  rootContents,
  safeHref,
  safeImageSrc,
} from '../../shared/plan/layout.ts'
import type { StructContent } from './decode.ts'
import type { PlainValue } from './values.ts'

/** What a struct is put into. `gone`: something deleted meanwhile, so that the struct comes to nothing. */
export interface Home {
  readonly kind: 'root' | 'element' | 'text' | 'gone'
  /** The element's name; empty for other kinds. */
  readonly name: string
  /** How many elements are around it. */
  readonly depth: number
}

/** Lists in lists in table cells in blocks come to about 20; what is deeper was not written by a person. */
const maxNesting = 60

/** Longest value of one attribute, as JSON, and longest mark. */
const maxValueLength = 100_000

const nodeNames: ReadonlySet<string> = new Set([...proseNodeNames, ...blockNodeNames])
const marks: ReadonlySet<string> = new Set(markNames)
const attributeNames: ReadonlySet<string> = new Set(Object.values(nodeAttributes).flat())

const isShort = (value: PlainValue): boolean => (JSON.stringify(value)?.length ?? 0) <= maxValueLength

const isRecord = (value: PlainValue): value is { readonly [key: string]: PlainValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Null ends a mark. */
const isMarkAllowed = (name: string, value: PlainValue): boolean => {
  if (!marks.has(name)) return false
  if (value === null) return true
  if (!isRecord(value) || !isShort(value)) return false
  if (name !== 'link') return Object.keys(value).length === 0
  return (value.href === null || safeHref(value.href) !== null) && Object.keys(value).every((key) => key === 'href')
}

/** In something deleted an attribute may have lost its name with its neighbours. */
const isNameAllowed = (home: Home, key: string | null): boolean => {
  if (home.kind === 'gone') return key === null || attributeNames.has(key)
  return key !== null && (nodeAttributes[home.name] ?? []).includes(key)
}

/** A table's map has a place for each column and row that a cell claims; more than these make a page stand still. */
const maxSpan = 1_000

const isSpan = (value: PlainValue): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= maxSpan

/** What attributes must be that do more than say something; null and nothing take each back. */
const attributeRules: Readonly<Record<string, (value: PlainValue) => boolean>> = {
  src: (value) => safeImageSrc(value) !== null,
  colspan: isSpan,
  rowspan: isSpan,
}

const isAttributeAllowed = (home: Home, key: string | null, values: readonly PlainValue[]): boolean => {
  const [value] = values
  if (!isNameAllowed(home, key) || values.length !== 1 || !isShort(value)) return false
  return value === null || value === undefined || (attributeRules[key ?? '']?.(value) ?? true)
}

const isIn = (home: Home, kind: 'element' | 'text'): boolean => home.kind === 'gone' || home.kind === kind

const isElementAllowed = (home: Home, name: string): boolean => {
  if (home.kind === 'gone') return nodeNames.has(name)
  const contents = home.kind === 'root' ? rootContents : (nodeContents[home.name] ?? [])
  return contents.includes(name) && home.depth < maxNesting
}

/** Whether `content` may be put into `home`, under the attribute `key` where that is not null. */
export const isContentAllowed = (home: Home, key: string | null, content: StructContent): boolean => {
  if (key !== null && !isIn(home, 'element')) return false
  switch (content.kind) {
    case 'gone':
      return true
    case 'values':
      return isAttributeAllowed(home, key, content.values)
    case 'mark':
      return key === null && isIn(home, 'text') && isMarkAllowed(content.name, content.value)
    case 'characters':
      return key === null && isIn(home, 'text')
    case 'text':
      return key === null && (home.kind === 'gone' || lineNames.includes(home.name))
    case 'element':
      return key === null && isElementAllowed(home, content.name)
  }
}
