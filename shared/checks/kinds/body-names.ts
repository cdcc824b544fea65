/**
 * Bodies written nearly, but not quite, as the register has them. Only runs of capitalised words are compared, against
 * names of two words or more: a single common word is too short to be sure. Where a full name stands, its parts are not
 * looked at again: they may look like another body's name.
 */
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Passage, PlanIndex } from '../index-plan.ts'
import { isNear } from '../spelling.ts'
import { passageName } from '../wording.ts'

interface Near {
  readonly written: string
  readonly name: string
  readonly passage: Passage
}

/** One finding for each way of writing, at its first use. */
export const bodyNearMisses = (index: PlanIndex, rule: RuleUse): readonly Finding[] => {
  const names = index.reading.bodies.map(({ name }) => name.trim()).filter((name) => name.includes(' '))
  return nearMisses(index, names).map(({ written, name, passage }) =>
    createFinding(rule, passage.place, `${passageName(passage)} writes “${written}” for “${name}”.`, written),
  )
}

const nearMisses = (index: PlanIndex, names: readonly string[]): readonly Near[] => {
  const known = names.map((name) => ({ name, words: wordsIn(name) }))
  const lengths = new Set(known.map(({ words }) => words))
  const seen = new Map<string, Near | null>()
  for (const passage of index.passages)
    for (const written of capitalRuns(withoutNames(passage.text, names), lengths)) {
      if (seen.has(written)) continue
      const words = wordsIn(written)
      const near = known.find((one) => one.words === words && isNear(one.name, written))
      seen.set(written, near ? { written, name: near.name, passage } : null)
    }
  return [...seen.values()].filter((near) => near !== null)
}

/** Longer names first is not needed: whichever goes first, what is left of the other is no longer a name. */
const withoutNames = (line: string, names: readonly string[]): string =>
  names.reduce((text, name) => (text.includes(name) ? text.replaceAll(name, ' | ') : text), line)

const wordsIn = (name: string): number => name.split(/\s+/).length

/** Words with a capital, joined by small words that names hold. Begins where a word does, not at each of its capitals. */
const run = /(?<![\p{L}’'-])\p{Lu}[\p{L}’'-]*(?: (?:(?:and|of|for|the|&) )*\p{Lu}[\p{L}’'-]*)+/gu

/** Every stretch of a run as long as some body's name. */
const capitalRuns = (line: string, lengths: ReadonlySet<number>): readonly string[] =>
  (line.match(run) ?? []).flatMap((found) => {
    const words = found.split(' ')
    return [...lengths].flatMap((length) => stretches(words, length))
  })

const stretches = (words: readonly string[], length: number): readonly string[] =>
  Array.from({ length: Math.max(0, words.length - length + 1) }, (_, at) =>
    words
      .slice(at, at + length)
      .join(' ')
      .replace(/[’']s$/, ''),
  )
