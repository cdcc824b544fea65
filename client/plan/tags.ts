/** Logic of tags: their labels, and which of a framework's codes a section has. */
import type { Tag } from '../../shared/plan/facts.ts'
import { taggedFrameworks } from '../../shared/template/lookup.ts'
import type { FrameworkCode, Template } from '../../shared/template/types.ts'

export const hasTag = (tags: readonly Tag[], framework: string, code: string): boolean =>
  tags.some((tag) => tag.framework === framework && tag.code === code)

export interface LabelledTag extends Tag {
  readonly label: string
  readonly isAim: boolean
}

/** A section's tags in the order of the frameworks and their codes; a code no longer known shows as itself. */
export const labelTags = (tags: readonly Tag[], template: Template): readonly LabelledTag[] => {
  const known = taggedFrameworks(template).flatMap(({ id, codes }) =>
    codes
      .filter(({ code }) => hasTag(tags, id, code))
      .map(({ code, label }) => ({ framework: id, code, label, isAim: id === template.aims })),
  )
  const others = tags.filter(({ framework, code }) => !hasTag(known, framework, code))
  return [...known, ...others.map((tag) => ({ ...tag, label: tag.code, isAim: false }))]
}

/** Codes with their group's name where a new group begins. */
export const groupCodes = (
  codes: readonly FrameworkCode[],
): readonly { group: string | null; codes: readonly FrameworkCode[] }[] =>
  [...Map.groupBy(codes, ({ group }) => group ?? null)].map(([group, members]) => ({ group, codes: members }))
