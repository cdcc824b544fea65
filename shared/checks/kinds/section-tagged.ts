/** Every section carries a tag of a framework, or is exempt as a cover, a foreword or reference matter. */
import { createFinding } from '../finding.ts'
import { ruleKind } from '../rule-kind.ts'
import { framework, shape, text } from '../settings.ts'
import { hasTagOf } from '../tagging.ts'
import { sectionName } from '../wording.ts'

const settings = shape({ framework, called: text })

export const sectionTagged = ruleKind({
  settings,
  run: ({ framework: { id }, called }, index, rule) =>
    index.reading.sections
      .filter((section) => section.exempt === null && !hasTagOf(section, id))
      .map((section) => createFinding(rule, { sectionId: section.id }, `${sectionName(section)} has no ${called}.`)),
})
