/**
 * What may stand where in a section: the names, attributes and marks of `shared/plan/layout.ts` and nothing else.
 * Merges may leave any arrangement of allowed nodes (the editor's schema accepts them all), so arrangements are not
 * judged, names and values are.
 */
import {
  blockNodeNames,
  markNames,
  nodeAttributes,
  proseNodeNames,
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

const isAttributeAllowed = (home: Home, key: string | null, values: readonly PlainValue[]): boolean => {
  const [value] = values
  if (!isNameAllowed(home, key) || values.length !== 1 || !isShort(value)) return false
  return key !== 'src' || value === null || value === undefined || safeImageSrc(value) !== null
}

const isIn = (home: Home, ...kinds: readonly Home['kind'][]): boolean =>
  home.kind === 'gone' || kinds.includes(home.kind)

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
      return key === null && isIn(home, 'element')
    case 'element':
      return key === null && isIn(home, 'root', 'element') && nodeNames.has(content.name) && home.depth < maxNesting
  }
}
