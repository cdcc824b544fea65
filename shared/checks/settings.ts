/**
 * Readers of a rule's settings. Each reads one value, knows the template the rule stands in, and refuses with the path
 * and the reason: a misspelled block, field, framework or section is found when the template is loaded, not when the
 * rule stays silent. Written by hand, not with a library: the checks run on the reading page too.
 */
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { findFramework } from '../template/lookup.ts'
import type { FieldType, Framework, Template } from '../template/types.ts'

export type Reader<T> = (value: unknown, template: Template, path: string) => Result<T, string>

const refuse = (path: string, wants: string): Result<never, string> => err(`${path}: ${wants}`)

export const text: Reader<string> = (value, _template, path) =>
  typeof value === 'string' && value.trim() !== '' ? ok(value) : refuse(path, 'expected some text')

export const count: Reader<number> = (value, _template, path) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? ok(value)
    : refuse(path, 'expected a whole number')

export const flag: Reader<boolean> = (value, _template, path) =>
  typeof value === 'boolean' ? ok(value) : refuse(path, 'expected true or false')

export const oneOf =
  <const T extends string>(...choices: readonly T[]): Reader<T> =>
  (value, _template, path) => {
    const choice = choices.find((known) => known === value)
    return choice === undefined ? refuse(path, `expected one of ${choices.join(', ')}`) : ok(choice)
  }

export const optional =
  <T, const F>(reader: Reader<T>, fallback: F): Reader<T | F> =>
  (value, template, path) =>
    value === undefined ? ok(fallback) : reader(value, template, path)

export const list =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value, template, path) => {
    if (!Array.isArray(value) || value.length === 0) return refuse(path, 'expected a list with at least one entry')
    const entries: T[] = []
    for (const [at, raw] of value.entries()) {
      const entry = reader(raw, template, `${path}[${at}]`)
      if (!entry.ok) return entry
      entries.push(entry.value)
    }
    return ok(entries)
  }

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A mapping from free names to values of one kind. */
export const mapping =
  <T>(reader: Reader<T>): Reader<ReadonlyMap<string, T>> =>
  (value, template, path) => {
    if (!isMapping(value)) return refuse(path, 'expected a mapping')
    const entries = new Map<string, T>()
    for (const [name, raw] of Object.entries(value)) {
      const entry = reader(raw, template, `${path}.${name}`)
      if (!entry.ok) return entry
      entries.set(name, entry.value)
    }
    return ok(entries)
  }

/** What a reader reads. */
export type Settings<R> = R extends Reader<infer T> ? T : never

type Shape = Readonly<Record<string, Reader<unknown>>>
type Shaped<S extends Shape> = { readonly [K in keyof S]: S[K] extends Reader<infer T> ? T : never }

/** A mapping with exactly these names; one that is not known is refused, as it would be a typing error. */
export const shape =
  <S extends Shape>(readers: S): Reader<Shaped<S>> =>
  (value, template, path) => {
    if (!isMapping(value)) return refuse(path, 'expected a mapping')
    const strange = Object.keys(value).find((name) => !(name in readers))
    if (strange !== undefined) return refuse(`${path}.${strange}`, 'no such setting')
    const settings: Record<string, unknown> = {}
    for (const [name, reader] of Object.entries(readers)) {
      const setting = reader(value[name], template, `${path}.${name}`)
      if (!setting.ok) return setting
      settings[name] = setting.value
    }
    // Each name was read by its own reader just above; the compiler cannot follow that through the loop.
    return ok(settings as Shaped<S>)
  }

/** A block type of the template, by its name. */
export const blockType: Reader<string> = (value, template, path) => {
  const type = template.blocks.find((known) => known.type === value)
  return type ? ok(type.type) : refuse(path, `no block type ${String(value)}`)
}

export interface FieldPath {
  readonly block: string
  readonly field: FieldType
}

/** A field of a block type, written `action.lead`. */
export const fieldPath: Reader<FieldPath> = (value, template, path) => {
  const [block, name] = typeof value === 'string' ? value.split('.') : []
  const field = template.blocks.find(({ type }) => type === block)?.fields.find((known) => known.name === name)
  return block && field ? ok({ block, field }) : refuse(path, `no field ${String(value)}; expected block.field`)
}

/** A framework the template uses, by its id without edition. */
export const framework: Reader<Framework> = (value, template, path) => {
  const found = template.frameworks.find(({ id }) => id === value)
  return found ? ok(found) : refuse(path, `no framework ${String(value)}`)
}

/** A section of the template, by its key. */
export const sectionKey: Reader<string> = (value, template, path) => {
  const section = template.sections.find(({ key }) => key === value)
  return section ? ok(section.key) : refuse(path, `no section ${String(value)}`)
}

/** Codes of the framework a `choice` or `codes` field chooses from, in its order; none for other fields. */
export const codesOfField = (template: Template, field: FieldType): Framework['codes'] =>
  findFramework(template, field.framework ?? '')?.codes ?? []

export interface CodedField extends FieldPath {
  readonly codes: readonly string[]
}

const codedShape = shape({ field: fieldPath, codes: list(text) })

/** A field and some codes of its framework: `{field: resource.kind, codes: [budget]}`. */
export const codedField: Reader<CodedField> = (value, template, path) => {
  const coded = codedShape(value, template, path)
  if (!coded.ok) return coded
  const { field, codes } = coded.value
  const known = codesOfField(template, field.field).map(({ code }) => code)
  const strange = codes.find((code) => !known.includes(code))
  return strange === undefined
    ? ok({ ...field, codes })
    : refuse(`${path}.codes`, `no code ${strange} in its framework`)
}
