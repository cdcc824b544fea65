/** Logic of the outline: where a move puts a section, what may be done with it, what may be added. */
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import type { SectionType, Template } from '../../shared/template/types.ts'
import { mayI } from '../api/membership.ts'

type Ordered = readonly Pick<SectionView, 'id'>[]

/** The `after` of a move one place up; undefined for the first section. */
export const afterMovingUp = (sections: Ordered, sectionId: string): string | null | undefined => {
  const index = sections.findIndex(({ id }) => id === sectionId)
  return index < 1 ? undefined : (sections[index - 2]?.id ?? null)
}

/** The `after` of a move one place down; undefined for the last section. */
export const afterMovingDown = (sections: Ordered, sectionId: string): string | undefined => {
  const index = sections.findIndex(({ id }) => id === sectionId)
  return index === -1 ? undefined : sections[index + 1]?.id
}

/** Number, from 1, that a section has once it stands after another. */
export const numberAfterMove = (sections: Ordered, sectionId: string, after: string | null): number => {
  const others = sections.filter(({ id }) => id !== sectionId)
  return others.findIndex(({ id }) => id === after) + 2
}

export interface SectionOffers {
  readonly change: boolean
  readonly remove: boolean
  /** Why changing or removing is not offered, in words; null when it is. */
  readonly why: 'mandatory' | 'signed' | null
}

export const offersFor = (plan: PlanView, section: SectionView): SectionOffers => {
  const change = mayI(plan, 'manage-sections', section)
  const why = section.state === 'signed' ? 'signed' : section.mandatory ? 'mandatory' : null
  return { change, remove: change && !section.mandatory, why }
}

/** Kinds of section that may be added: those that may repeat, and those the plan lacks. */
export const addableKinds = (
  template: Template,
  sections: readonly Pick<SectionView, 'key'>[],
): readonly SectionType[] =>
  template.sections.filter(({ key, repeatable }) => repeatable || !sections.some((section) => section.key === key))
