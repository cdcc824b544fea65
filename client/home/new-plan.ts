/**
 * What the new-plan form holds, what it starts with, what is wrong with it, and what is sent. Faults of the server come
 * back as paths into what was sent and are shown at the field they belong to.
 */
import type { RouteBody } from '../../shared/api/contract.ts'
import type { ApiError } from '../../shared/api/error.ts'
import { mostCharacters } from '../../shared/api/lengths.ts'
import type { TemplateSummary } from '../../shared/api/plans.ts'
import { namesTaken, nameByArea, type BodyName } from '../../shared/plan/body-name.ts'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import { faultsLeft, faultsOfReply, type FoundFaults } from '../ui/found-faults.ts'
import { wordsFaults, type WantedWords } from '../ui/typed-words.ts'
import { words } from '../words/en.ts'

export interface BodyRow {
  /** Stable while the form is open; names the row's fields. */
  readonly key: string
  readonly name: string
  readonly shortName: string
  readonly kind: string
  readonly lead: boolean
}

export interface NewPlan {
  readonly templateId: string
  /** As typed by hand; null while it follows area and period. */
  readonly typedTitle: string | null
  readonly area: string
  /** `YYYY-MM-DD` */
  readonly from: string
  /** Null while they follow the area. */
  readonly typedBodies: readonly BodyRow[] | null
  /** Key of the row the person belongs to. */
  readonly mine: string | null
}

/** First days of the period that runs on `today` and of the two after it. */
export const periodStarts = (template: TemplateSummary, today: string): readonly string[] => {
  const { periodYears, periodFrom, firstYear } = template
  const planYear = Number(today.slice(0, 4)) - (today.slice(5) < periodFrom ? 1 : 0)
  const current = firstYear + Math.max(0, Math.floor((planYear - firstYear) / periodYears)) * periodYears
  return [0, 1, 2].map((ahead) => `${current + ahead * periodYears}-${periodFrom}`)
}

/** The last day of a period. */
export const periodEnd = (from: string, years: number): string => {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10)
}

/** Offers the period that runs today. */
export const startPlan = (template: TemplateSummary, today: string): NewPlan => ({
  templateId: template.id,
  typedTitle: null,
  area: '',
  from: periodStarts(template, today)[0] ?? today,
  typedBodies: null,
  mine: null,
})

/** Another template has other periods and kinds of body; what does not depend on them stays. */
export const withTemplate = (plan: NewPlan, template: TemplateSummary, today: string): NewPlan => ({
  ...startPlan(template, today),
  area: plan.area,
  typedTitle: plan.typedTitle,
})

/** What the title says until somebody writes one by hand. */
export const titleOf = ({ typedTitle, area, from }: NewPlan, { title, periodYears }: TemplateSummary): string => {
  if (typedTitle !== null) return typedTitle
  const year = Number(from.slice(0, 4))
  return `${area.trim()} ${title} ${year} to ${year + periodYears}`.trim()
}

/** Until they are changed by hand: the kinds that prepare the plan jointly, named after the area. */
export const bodiesOf = ({ typedBodies, area }: NewPlan, { bodyKinds }: TemplateSummary): readonly BodyRow[] =>
  typedBodies ??
  bodyKinds
    .filter(({ lead }) => lead)
    .map(({ kind, label }) => ({
      key: kind,
      kind,
      lead: true,
      ...(area.trim() === '' ? unnamed : nameByArea(kind, label, area.trim())),
    }))

/** Before there is an area. */
const unnamed: BodyName = { name: '', shortName: '' }

/** A short name that only repeats the full one follows it; one written by hand stays. */
export const nameBody = ({ name, shortName }: BodyRow, typed: string): Pick<BodyRow, 'name' | 'shortName'> => ({
  name: typed,
  shortName: name !== '' && shortName === name ? typed : shortName,
})

export const newBody = (key: string, { bodyKinds }: TemplateSummary): BodyRow => {
  const kind = bodyKinds.find(({ lead }) => !lead) ?? bodyKinds[0]
  return { key, name: '', shortName: '', kind: kind?.kind ?? '', lead: false }
}

/** A row that was added and not begun, as a second click leaves behind; it says nothing and is not sent. */
const isSpare = ({ mine }: NewPlan, { key, name, shortName, lead }: BodyRow): boolean =>
  name.trim() === '' && shortName.trim() === '' && !lead && key !== mine

/** The rows that are sent, in order. */
export const begunBodies = (plan: NewPlan, template: TemplateSummary): readonly BodyRow[] =>
  bodiesOf(plan, template).filter((row) => !isSpare(plan, row))

/** Ids of the form's fields. */
export const fieldId = {
  template: 'new-plan-template',
  title: 'new-plan-title',
  area: 'new-plan-area',
  from: 'new-plan-from',
  addBody: 'new-plan-add-body',
  mine: 'new-plan-mine',
  body: (key: string, part: string): string => `new-plan-body-${key}-${part}`,
}

const areaWanted: WantedWords = {
  field: fieldId.area,
  label: words.newPlan.area,
  most: mostCharacters.area,
  missing: words.newPlan.missingArea,
}
const titleWanted: WantedWords = {
  field: fieldId.title,
  label: words.newPlan.planTitle,
  most: mostCharacters.planTitle,
  missing: words.newPlan.missingTitle,
}

/** What can be told before anything is sent, in the order of the form. */
export const faultsOf = (plan: NewPlan, template: TemplateSummary): readonly FormFault[] => {
  const bodies = bodiesOf(plan, template)
  const rows = bodies.map((row, at) => ({ row, number: at + 1 })).filter(({ row }) => !isSpare(plan, row))
  return [
    ...wordsFaults(plan.area, areaWanted),
    ...wordsFaults(titleOf(plan, template), titleWanted),
    ...rows.flatMap(({ row, number }, at) => [
      ...rowFaults(row, number),
      ...takenFaults(row, rows.slice(0, at), number),
    ]),
    ...bodyFaults(plan, begunBodies(plan, template)),
  ]
}

/** Of what was found, what still holds; what the server found is nothing to a plan of another kind. */
export const planFaultsLeft = (
  found: FoundFaults<NewPlan>,
  plan: NewPlan,
  template: TemplateSummary,
): readonly FormFault[] => {
  if (found.sent !== null && found.sent.templateId !== plan.templateId) return []
  return faultsLeft(found, plan, {
    faultsOf: (form) => faultsOf(form, template),
    valuesOf: (form) => valuesOf(form, template),
  })
}

/** What each field of the form holds; the button that adds a body stands for their number. */
const valuesOf = (plan: NewPlan, template: TemplateSummary): ReadonlyMap<string, unknown> => {
  const bodies = bodiesOf(plan, template)
  return new Map<string, unknown>([
    [fieldId.area, plan.area],
    [fieldId.from, plan.from],
    [fieldId.title, titleOf(plan, template)],
    [fieldId.addBody, bodies.length],
    [fieldId.mine, plan.mine],
    ...bodies.flatMap(({ key, ...parts }) =>
      Object.entries(parts).map(([part, value]) => [fieldId.body(key, part), value] as const),
    ),
  ])
}

const rowFaults = ({ key, name, shortName }: BodyRow, number: number): readonly FormFault[] => [
  ...wordsFaults(name, {
    field: fieldId.body(key, 'name'),
    label: words.newPlan.ofBody(words.newPlan.bodyName, number),
    most: mostCharacters.bodyName,
    missing: words.newPlan.missingName(number),
  }),
  ...wordsFaults(shortName, {
    field: fieldId.body(key, 'shortName'),
    label: words.newPlan.ofBody(words.newPlan.bodyShort, number),
    most: mostCharacters.bodyShortName,
    missing: words.newPlan.missingShort(number),
  }),
]

/** Of two rows with one name the second is told. */
const takenFaults = (
  row: BodyRow,
  before: readonly { readonly row: BodyRow }[],
  number: number,
): readonly FormFault[] =>
  namesTaken(
    row,
    before.map(({ row: other }) => other),
  ).map((part) => ({ field: fieldId.body(row.key, part), says: words.newPlan.takenName[part](number) }))

const bodyFaults = (plan: NewPlan, bodies: readonly BodyRow[]): readonly FormFault[] => {
  if (bodies.length === 0) return [{ field: fieldId.addBody, says: words.newPlan.missingBody }]
  return mineAt(plan, bodies) === -1 ? [{ field: fieldId.mine, says: words.newPlan.missingMine }] : []
}

const mineAt = ({ mine }: NewPlan, bodies: readonly BodyRow[]): number => bodies.findIndex(({ key }) => key === mine)

export const planToSend = (plan: NewPlan, template: TemplateSummary): Omit<RouteBody<'POST /api/plans'>, 'once'> => {
  const bodies = begunBodies(plan, template)
  return {
    templateId: plan.templateId,
    title: titleOf(plan, template),
    area: plan.area,
    from: plan.from,
    bodies: bodies.map(({ name, shortName, kind, lead }) => ({ name, shortName, kind, lead })),
    mine: mineAt(plan, bodies),
  }
}

/** Brings the faults of the server to their fields. */
export const planReplyFaults = (error: ApiError, bodies: readonly BodyRow[]): readonly FormFault[] =>
  faultsOfReply(error, (path) => fieldOfPath(path, bodies))

const fieldsByPath: Readonly<Record<string, string>> = {
  templateId: fieldId.template,
  title: fieldId.title,
  area: fieldId.area,
  from: fieldId.from,
  bodies: fieldId.addBody,
  mine: fieldId.mine,
}

/** `bodies[2].name` and `bodies.2.name` say the same. */
const fieldOfPath = (path: string, bodies: readonly BodyRow[]): string | undefined => {
  const [head = '', at, part = 'name'] = path.split(/[.[\]]+/).filter((piece) => piece !== '')
  const row = head === 'bodies' && at !== undefined ? bodies[Number(at)] : undefined
  return row === undefined ? fieldsByPath[head] : fieldId.body(row.key, part)
}
