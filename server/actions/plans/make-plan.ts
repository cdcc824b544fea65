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

export const makePlan = async (
  { store, rooms }: Pick<Deps, 'store' | 'rooms'>,
  { plan, bodies, sections, members }: NewPlan,
): Promise<void> => {
  await rooms.create(planRoom(plan.id), emptyState())
  for (const { row, state } of sections) await rooms.create(sectionRoom(plan.id, row.id), state)
  await store.transaction(async (rows) => {
    await rows.plans.add(plan)
    await rows.bodies.add(bodies)
    await rows.sections.add(sections.map(({ row }) => row))
    for (const { row, tags } of sections) await rows.sections.tag(row.id, tags)
    for (const member of members) await rows.members.join(member)
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
