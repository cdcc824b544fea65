/**
 * Words that stand where words are still to be written: something in square brackets, `TBC`, `lorem ipsum`. A number or
 * an address in brackets is a reference, and in a quotation small letters or an ellipsis in brackets are an editor's:
 * none of these is a placeholder.
 */

/** Longest text in square brackets that is taken for a placeholder, in characters. */
const bracketed = /\[[^[\]]{0,200}\]/g

const isReference = (bracket: string): boolean => /^\[\s*(\d[\d\s,–-]*|[a-z]|sic|https?:\S*)\s*\]$/i.test(bracket)

/** In a quotation `[the school]` clarifies, and `[…]` says that words were left out. */
const isClarification = (bracket: string, kind: string): boolean => kind === 'quote' && /^\[[^A-Z]*\]$/.test(bracket)

interface Line {
  readonly text: string
  readonly kind: string
}

const isPlaceholder = (bracket: string, kind: string): boolean =>
  !isReference(bracket) && !isClarification(bracket, kind)

/** Placeholders of a line as written, in order: brackets, and whole words of the list (any case). */
export const findPlaceholders = (line: Line, words: RegExp | null): readonly string[] => {
  const brackets = line.text.includes('[') ? (line.text.match(bracketed) ?? []) : []
  const written = brackets.filter((bracket) => isPlaceholder(bracket, line.kind))
  return [...written, ...(words ? (line.text.match(words) ?? []) : [])]
}

/** One expression for a list of words, whole or by their beginning, in any case; null for none. */
export const wordsExpression = (words: readonly string[], match: 'whole' | 'beginning' = 'whole'): RegExp | null => {
  if (words.length === 0) return null
  const end = match === 'whole' ? '(?![\\p{L}\\p{N}])' : ''
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(wordsPattern).join('|')})${end}`, 'giu')
}

/** Words as part of an expression: taken literally, with any space between them. */
export const wordsPattern = (word: string): string =>
  word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')

/** The line without what stands in brackets as a placeholder. */
export const withoutPlaceholders = ({ text, kind }: Line): string =>
  text.replace(bracketed, (bracket) => (isPlaceholder(bracket, kind) ? ' ' : bracket))
