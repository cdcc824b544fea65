/**
 * Plain text as people paste it from e-mails and PDFs: a line is a paragraph, lines that follow each other with
 * bullets or numbers are a list, an address that stands alone is a link. Anything less certain stays as it is.
 */
import { Fragment, Slice, type Mark, type Node as PmNode, type ResolvedPos, type Schema } from '@tiptap/pm/model'
import { safeHref } from '../../shared/plan/layout.ts'

interface Line {
  readonly kind: 'text' | 'bulletList' | 'orderedList'
  readonly words: string
  /** As numbered; 0 without a number. */
  readonly number: number
}

const bullet = /^\s*[•·▪◦‣*–-]\s+(\S.*)$/u
/** Three digits at most: a line that begins with a year is none of a list. */
const numbered = /^\s*(\d{1,3})[.)]\s+(\S.*)$/

const readLine = (line: string): Line => {
  const [, bulleted] = bullet.exec(line) ?? []
  if (bulleted !== undefined) return { kind: 'bulletList', words: bulleted, number: 0 }
  const [, number, words] = numbered.exec(line) ?? []
  if (words !== undefined) return { kind: 'orderedList', words, number: Number(number) }
  return { kind: 'text', words: line, number: 0 }
}

const addressOf = (text: string): string | null => {
  if (/^https?:\/\/\S+$/i.test(text)) return safeHref(text)
  return /^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(text) ? safeHref(`mailto:${text}`) : null
}

/** Runs of lines of one kind; a run of one is no list. */
const runsOf = (lines: readonly string[]): readonly (readonly Line[])[] => {
  const runs: Line[][] = []
  for (const line of lines.map(readLine)) {
    const last = runs.at(-1)
    if (last?.[0]?.kind === line.kind) last.push(line)
    else runs.push([line])
  }
  return runs
}

const createNodes = (schema: Schema, text: string, marks: readonly Mark[]): readonly PmNode[] => {
  const lines = text.split(/(?:\r\n?|\n)+/)
  const paragraph = (words: string): PmNode =>
    schema.node('paragraph', null, words === '' ? [] : [schema.text(words, marks)])
  let at = 0
  return runsOf(lines).flatMap((run) => {
    const raw = lines.slice(at, (at += run.length))
    const [first] = run
    if (first === undefined || first.kind === 'text' || run.length === 1) return raw.map(paragraph)
    const entries = run.map(({ words }) => schema.node('listItem', null, [paragraph(words)]))
    return [schema.node(first.kind, first.kind === 'orderedList' ? { start: first.number } : null, entries)]
  })
}

/** As ProseMirror reads plain text, with lists and a lone address seen. */
export const readPastedText = (text: string, $context: ResolvedPos): Slice => {
  const { schema } = $context.doc.type
  const marks = $context.marks()
  const href = addressOf(text.trim())
  const link = schema.marks.link
  if (href !== null && link !== undefined) {
    const words = schema.text(text.trim(), [...marks, link.create({ href })])
    return new Slice(Fragment.from(schema.node('paragraph', null, [words])), 1, 1)
  }
  const nodes = createNodes(schema, text, marks)
  const open = (node: PmNode | undefined): number => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(Fragment.from(nodes), open(nodes[0]), open(nodes.at(-1)))
}
