/**
 * The facts about a plan that are rows on the server and travel over HTTP: sections in order with tags and state,
 * bodies, roles. Words of sections are in `model.ts`.
 */
import type { SectionContent } from './model.ts'

export type Role = 'coordinator' | 'lead' | 'drafter' | 'commenter' | 'reader'

export interface Body {
  readonly id: string
  readonly name: string
  readonly shortName: string
  /** A `bodyKinds` entry of the template: council, health-board, police, ... */
  readonly kind: string
  /** One of the bodies that prepare the plan jointly and must each adopt it. */
  readonly lead: boolean
}

export type SectionState = 'not-started' | 'drafting' | 'ready' | 'signed'

export interface Tag {
  /** Framework id without edition: `s9-aims`. */
  readonly framework: string
  readonly code: string
}

export interface SectionFacts {
  readonly id: string
  /** The template's section key; null for a section the partnership added freely. */
  readonly key: string | null
  readonly title: string
  readonly state: SectionState
  readonly mandatory: boolean
  readonly exempt: 'cover' | 'foreword' | 'reference' | null
  readonly leadBodyId: string | null
  readonly dueOn: string | null
  readonly tags: readonly Tag[]
}

/** A plan as the checks and exports read it: facts and words of every section that is not removed, in order. */
export interface PlanReading {
  readonly id: string
  readonly title: string
  readonly area: string
  /** `YYYY-MM-DD`, first and last day. */
  readonly from: string
  readonly to: string
  readonly bodies: readonly Body[]
  readonly sections: readonly (SectionFacts & { readonly content: SectionContent })[]
}
