/**
 * Makes a plan's rooms and rows, for a new plan and for the worked example alike. Rooms first, under ids nobody knows
 * yet; then all rows in one transaction. Whatever fails, no half of a plan can be seen.
 */
import * as Y from 'yjs'
import type { Tag } from '../../../shared/plan/facts.ts'
import { planRoom, sectionRoom } from '../../../shared/protocol.ts'
import type { SectionType } from '../../../shared/template/types.ts'
import type { Deps } from '../../context.ts'
import type { BodyRow, MemberRow, PlanRow, SectionRow } from '../../store/tables.ts'
import { findMade, noteMade, type Asked } from '../once.ts'

export interface NewSection {
  readonly row: SectionRow
  readonly tags: readonly Tag[]
  /** First state of the room. */
  readonly state: Uint8Array
}
export interface NewPlan {
  readonly plan: PlanRow
  readonly bodies: readonly BodyRow[]
  readonly sections: readonly NewSection[]
  readonly members: readonly MemberRow[]
}

/** The plan's own room holds no text. */
const emptyState = (): Uint8Array => Y.encodeStateAsUpdate(new Y.Doc())

/** Answers the plan's id: another one's, where the same was asked for before and is there by now. */
export const makePlan = async (
  { store, rooms, clock }: Pick<Deps, 'store' | 'rooms' | 'clock'>,
  { plan, bodies, sections, members }: NewPlan,
  asked: Asked | null = null,
): Promise<string> => {
  await rooms.create(planRoom(plan.id), emptyState())
  for (const { row, state } of sections) await rooms.create(sectionRoom(plan.id, row.id), state)
  return store.transaction(async (rows) => {
    const made = asked === null ? null : await findMade(rows, asked)
    if (made !== null) return made
    await rows.plans.add(plan)
    await rows.bodies.add(bodies)
    await rows.sections.add(sections.map(({ row }) => row))
    for (const { row, tags } of sections) await rows.sections.tag(row.id, tags)
    for (const member of members) await rows.members.join(member)
    if (asked !== null) await noteMade({ clock }, rows, asked, plan.id)
    return plan.id
  })
}

/** The tags a section of this type begins with. */
export const defaultTags = (type: SectionType): readonly Tag[] =>
  Object.entries(type.tags).flatMap(([framework, codes]) => codes.map((code) => ({ framework, code })))

/** A new section's row: what the template says of it, nothing of its own yet. */
export const newSectionRow = (
  id: string,
  planId: string,
  position: number,
  type: SectionType | null,
  title: string,
): SectionRow => ({
  id,
  planId,
  key: type?.key ?? null,
  title,
  position,
  state: 'not-started',
  exempt: type?.exempt ?? null,
  mandatory: type?.mandatory ? 1 : 0,
  leadBodyId: null,
  dueOn: null,
  removedAt: null,
  removedBy: null,
})
