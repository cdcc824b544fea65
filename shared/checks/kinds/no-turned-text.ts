/**
 * No character is left that orders letters shown in another order than they stand in: what is read is then not what is
 * signed. One finding for each block, and one for each section's running prose. Scripts written from right to left need
 * none of these; their letters know their direction.
 */
import { createFinding } from '../finding.ts'
import type { Passage } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { shape } from '../settings.ts'
import { passageName } from '../wording.ts'

/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm, with what ends them. */
const turning = /[\u202a-\u202e\u2066-\u2069]/

export const noTurnedText = ruleKind({
  settings: shape({}),
  run: (_, index, rule) => {
    const turned = index.passages.filter(({ text }) => turning.test(text))
    const firsts = [...Map.groupBy(turned, (passage) => passage.in ?? passage.section).values()].map(([first]) => first)
    return firsts.flatMap((first) => (first ? [createFinding(rule, first.place, sayTurned(first))] : []))
  },
})

const sayTurned = (passage: Passage): string =>
  `${passageName(passage)} has characters that change the order in which its letters are shown. Write the line anew.`
