/**
 * Reads the YAML of a template into plain values: mappings, lists, text, numbers, true and false. Refuses what could
 * surprise: files over the size limit, deep nesting, aliases, merge keys, tags, repeated keys and keys that would reach
 * an object's prototype. Never throws.
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { createFault } from './fault.ts'
import type { Path, TemplateFault } from './fault.ts'

export interface SourceFile {
  /** As it shall stand in a fault: the path from the templates folder. */
  readonly file: string
  readonly text: string
}

/** In characters. The longest file of the plan types here is a sixth of this. */
export const maxFileChars = 256 * 1024

/** Templates nest about eight deep; a parser that recurses must not be led further. */
const maxDepth = 64

/** `part` is the first step of every path in the file, for example `sections`; none for files read as they stand. */
export const readYaml = ({ file, text }: SourceFile, part?: string): Result<unknown, readonly TemplateFault[]> => {
  const root: Path = part === undefined ? [] : [part]
  const refuse = (reason: string) => err([createFault(file, root, reason)])
  if (text.length > maxFileChars) return refuse(`is longer than ${maxFileChars} characters`)
  if (nestsTooDeep(text)) return refuse(`nests more than ${maxDepth} deep`)
  const doc = parseDocument(text, { merge: false, stringKeys: true, prettyErrors: true, logLevel: 'error' })
  const faults = [...syntaxFaults(file, root, doc), ...nodeFaults(file, root, doc.contents)]
  return faults.length === 0 ? ok(doc.toJS()) : err(faults)
}

/** Counts brackets without reading quotes, and dashes in a row: coarse, and on the safe side. */
const nestsTooDeep = (text: string): boolean => {
  if (/(?:[-?:][ \t]+){64}/.test(text)) return true
  let depth = 0
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
    if (depth > maxDepth) return true
  }
  return false
}

const syntaxFaults = (file: string, root: Path, doc: Document.Parsed): readonly TemplateFault[] =>
  [...doc.errors, ...doc.warnings].map(({ message }) => {
    const firstLine = message.split('\n')[0] ?? message
    return createFault(file, root, `is not valid YAML: ${firstLine.replace(/:$/, '')}`)
  })

const nodeFaults = (file: string, path: Path, node: Node | null): readonly TemplateFault[] => {
  if (isAlias(node)) return [createFault(file, path, 'is an alias; write the value out')]
  if (node?.tag !== undefined) return [createFault(file, path, `has a tag: ${node.tag}`)]
  if (isSeq<Node>(node)) return node.items.flatMap((entry, at) => nodeFaults(file, [...path, at], entry))
  if (!isMap<Node, Node | null>(node)) return []
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : ''
    const at = [...path, name]
    return [...keyFaults(file, at, name), ...nodeFaults(file, at, value)]
  })
}

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor', '<<'])

const keyFaults = (file: string, path: Path, name: string): readonly TemplateFault[] =>
  forbiddenKeys.has(name) ? [createFault(file, path, 'is a key that is not allowed')] : []
