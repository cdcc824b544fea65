/** Rows turned into what travels: plans, bodies, members, sections with their sign-offs. */
import type { MemberView } from '../../../shared/api/people.ts'
import type { SectionView, SignOffView } from '../../../shared/api/sections.ts'
import type { Body, Role, SectionFacts, Tag } from '../../../shared/plan/facts.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import type { NamedMember } from '../../store/rows/members.ts'
import type { NamedReopening, NamedSignOff } from '../../store/rows/sign-offs.ts'
import type { BodyRow, PlanRow, SectionRow } from '../../store/tables.ts'

/** What a plan's own row says of it. */
export const planHead = (plan: PlanRow) => ({
  id: plan.id,
  title: plan.title,
  area: plan.area,
  from: plan.fromDay,
  to: plan.toDay,
  templateId: plan.templateId,
  templateVersion: plan.templateVersion,
  isExample: plan.isExample === 1,
})

export const bodyView = ({ id, name, shortName, kind, lead }: BodyRow): Body => ({
  id,
  name,
  shortName,
  kind,
  lead: lead === 1,
})

/** E-mail addresses are for coordinators, who invite by them. */
export const memberView = (
  { id, personId, name, bodyId, role, capacity, email }: NamedMember,
  sectionRoles: Readonly<Record<string, Role>>,
  showEmail: boolean,
): MemberView => ({
  id,
  personId,
  name,
  bodyId,
  role,
  capacity,
  sectionRoles,
  ...(showEmail ? { email } : {}),
})

export const sectionFacts = (row: SectionRow, tags: readonly Tag[]): SectionFacts => ({
  id: row.id,
  key: row.key,
  title: row.title,
  state: row.state,
  mandatory: row.mandatory === 1,
  exempt: row.exempt,
  leadBodyId: row.leadBodyId,
  dueOn: row.dueOn,
  tags,
})

/** Valid while the section reads as it was signed: text put back as it was is valid again. */
const signOffView = (row: NamedSignOff, hashNow: string | undefined): SignOffView => ({
  id: row.id,
  sectionId: row.sectionId,
  contentHash: row.contentHash,
  personName: row.personName,
  bodyId: row.bodyId,
  capacity: row.capacity,
  statement: row.statement,
  at: row.at,
  valid: row.contentHash === hashNow,
})

export interface PlanFacts {
  readonly tags: ReadonlyMap<string, readonly Tag[]>
  /** By room name. */
  readonly generations: ReadonlyMap<string, number>
  readonly openThreads: ReadonlyMap<string, number>
  readonly signOffs: readonly NamedSignOff[]
  readonly reopenings: readonly NamedReopening[]
  /** Section id -> hash of its content now, for sections that were ever signed. */
  readonly hashes: ReadonlyMap<string, string>
}

export const sectionView = (row: SectionRow, facts: PlanFacts): SectionView => ({
  ...sectionFacts(row, facts.tags.get(row.id) ?? []),
  generation: facts.generations.get(sectionRoom(row.planId, row.id)) ?? 1,
  openThreads: facts.openThreads.get(row.id) ?? 0,
  signOffs: facts.signOffs
    .filter(({ sectionId }) => sectionId === row.id)
    .map((signOff) => signOffView(signOff, facts.hashes.get(row.id))),
  reopenings: facts.reopenings
    .filter(({ sectionId }) => sectionId === row.id)
    .map(({ sectionId, personName, reason, at }) => ({ sectionId, personName, reason, at })),
})
