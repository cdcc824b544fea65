/** What the place of a comment is called. */
import type { ThreadTarget, ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { findBlockType } from '../../shared/template/lookup.ts'
import type { Template } from '../../shared/template/types.ts'
import type { BlockNumbers } from '../../shared/plan/numbers.ts'
import { numberedLabel } from '../../shared/plan/numbers.ts'
import type { Linkable } from '../ui/plan-names.ts'
import { words } from '../words/en.ts'

interface NamedBlocks {
  readonly linkables: readonly Linkable[]
  readonly numbers: BlockNumbers
}

export const namePlace = (
  place: ThreadView['place'] | ThreadTarget,
  plan: Pick<PlanView, 'sections'>,
  { linkables, numbers }: NamedBlocks,
  template: Template,
): string => {
  if (place.kind === 'plan') return words.comments.onPlan
  const index = plan.sections.findIndex(({ id }) => id === place.sectionId)
  const title = plan.sections[index]?.title
  const section = title === undefined ? words.comments.gonePlace : words.sections.short(index + 1, title)
  if (place.kind !== 'block') return section
  const block = linkables.find(({ id }) => id === place.blockId)
  const label = block && findBlockType(template, block.blockType)?.label
  if (block === undefined || label === undefined) return section
  return `${numberedLabel(label, numbers.get(block.id))}: ${block.title}, ${section}`
}
