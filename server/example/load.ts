/**
 * Loads a worked example as a plan, through the same rooms and rows as other plans. Block ids stay as the example names
 * them, since its sections link to each other's blocks. What people of the example said and signed keeps its day.
 */
import { CANONICAL_VERSION, canonicalise } from '../../shared/plan/canonical.ts'
import { textblocksOf, type Range, type Textblock } from '../../shared/plan/coordinates.ts'
import { keptBlockIds } from '../../shared/plan/build.ts'
import { readContent } from '../../shared/plan/read.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import { sectionType } from '../../shared/template/lookup.ts'
import type { Template } from '../../shared/template/types.ts'
import { newComment, newThread } from '../actions/comments/open-thread.ts'
import { onPlan, onWords, type Placed } from '../actions/comments/place-target.ts'
import { makePlan, newSectionRow, type NewSection } from '../actions/plans/make-plan.ts'
import { encodeStart } from '../actions/plans/start-content.ts'
import { timestamp, type Deps } from '../context.ts'
import { contentOf } from '../readings/readings.ts'
import type { Rows } from '../store/store.ts'
import type { BodyRow, MemberRow, SectionRow } from '../store/tables.ts'
import type { RoomView } from '../sync/ports.ts'
import type { Example, ExampleSection, ExampleSignOff, ExampleThread } from './shape.ts'

type LoadDeps = Pick<Deps, 'store' | 'rooms' | 'readings' | 'clock' | 'newId' | 'randomBytes'>

/** Names of the example -> what was made of them. */
interface Cast {
  readonly planId: string
  readonly bodies: ReadonlyMap<string, BodyRow>
  readonly members: ReadonlyMap<string, MemberRow>
  readonly sections: ReadonlyMap<string, SectionRow>
}

const findIn = <T>(known: ReadonlyMap<string, T>, name: string): T => {
  const found = known.get(name)
  if (found === undefined) throw new Error(`The example names "${name}", which is not there`)
  return found
}

const makePeople = async (deps: LoadDeps, example: Example, planId: string, bodies: ReadonlyMap<string, BodyRow>) => {
  const createdAt = timestamp(deps.clock)
  return deps.store.transaction(async (rows) => {
    const members = new Map<string, MemberRow>()
    for (const { key, name, email, body, role, capacity } of example.plan.people) {
      const person = (await rows.people.findByEmail(email)) ?? { id: deps.newId(), email, name, createdAt }
      if (person.createdAt === createdAt) await rows.people.add(person)
      const ids = { id: deps.newId(), planId, personId: person.id, bodyId: findIn(bodies, body).id }
      // A millisecond apart, so that they are listed as the example lists them.
      const joinedAt = timestamp(deps.clock, members.size)
      members.set(key, { ...ids, role, capacity, joinedAt, removedAt: null })
    }
    return members
  })
}

const composeSection = (
  deps: LoadDeps,
  template: Template,
  planId: string,
  bodies: ReadonlyMap<string, BodyRow>,
  section: ExampleSection,
  position: number,
): NewSection => {
  const type = section.section === null ? null : (sectionType(template, section.section) ?? null)
  const bodyId = (key: string): string | null => bodies.get(key)?.id ?? null
  return {
    row: {
      ...newSectionRow(deps.newId(), planId, position, type, section.title),
      // Signed is what the sign-offs make it.
      state: section.state === 'signed' ? 'ready' : section.state,
      leadBodyId: section.lead === null ? null : bodyId(section.lead),
      dueOn: section.due,
    },
    tags: Object.entries(section.tags).flatMap(([framework, codes]) => codes.map((code) => ({ framework, code }))),
    state: encodeStart(deps.randomBytes, template, section.content, { blockId: keptBlockIds(deps.newId), bodyId }),
  }
}

/** The first place the quote stands in one line of text. */
const findQuote = (blocks: readonly Textblock[], quote: string): Range | null => {
  const textblock = blocks.findIndex(({ text }) => text.includes(quote))
  const offset = blocks[textblock]?.text.indexOf(quote) ?? -1
  if (offset < 0) return null
  return { start: { textblock, offset }, end: { textblock, offset: offset + quote.length } }
}

const placeQuote = (view: RoomView, sectionId: string, quote: string): Placed => {
  const blocks = textblocksOf(readContent(view.doc))
  const range = findQuote(blocks, quote)
  const placed = range && onWords(view, sectionId, blocks, range)
  if (!placed) throw new Error(`The example comments on words that are not in its text: "${quote}"`)
  return placed
}

const placeThread = async ({ rooms }: LoadDeps, cast: Cast, thread: ExampleThread): Promise<Placed> => {
  if (thread.section === undefined) return onPlan
  const { id: sectionId } = findIn(cast.sections, thread.section)
  const { quote, block } = thread
  if (quote !== undefined) {
    return rooms.read(sectionRoom(cast.planId, sectionId), (view) => placeQuote(view, sectionId, quote))
  }
  return { ...onPlan, kind: block === undefined ? 'section' : 'block', sectionId, blockId: block ?? null, seq: 1 }
}

const isoTime = (at: string): string => new Date(at).toISOString()

const loadThread = async (deps: LoadDeps, cast: Cast, thread: ExampleThread): Promise<void> => {
  const placed = await placeThread(deps, cast, thread)
  const { planId } = cast
  const id = deps.newId()
  const say = ({ by, at, text }: Pick<ExampleThread, 'by' | 'at' | 'text'>) => {
    const { personId, bodyId } = findIn(cast.members, by)
    return newComment(deps.newId(), id, planId, { personId, bodyId, text, at: isoTime(at) })
  }
  const first = say(thread)
  await deps.store.transaction(async (rows) => {
    await rows.threads.add(newThread(id, planId, placed, first), first)
    for (const reply of thread.replies) await rows.comments.add(say(reply))
    if (thread.resolved === undefined) return
    const { by, at } = thread.resolved
    const resolvedBy = findIn(cast.members, by).personId
    await rows.threads.settle(id, { state: 'resolved', resolvedBy, resolvedAt: isoTime(at) })
  })
}

const addSignOff = async (rows: Rows, deps: LoadDeps, cast: Cast, signOff: ExampleSignOff): Promise<void> => {
  const section = findIn(cast.sections, signOff.section)
  const { personId, bodyId } = findIn(cast.members, signOff.by)
  const [reading] = await rows.readings.listOf([section.id])
  if (!reading) throw new Error(`Section ${signOff.section} of the example has no reading to sign`)
  const tags = (await rows.sections.tagsOf([section.id])).get(section.id) ?? []
  await rows.signOffs.add({
    id: deps.newId(),
    planId: cast.planId,
    sectionId: section.id,
    contentHash: reading.hash,
    canonicalVersion: CANONICAL_VERSION,
    canonical: canonicalise({ title: section.title, tags, content: contentOf(reading) }),
    seq: reading.seq,
    personId,
    bodyId,
    capacity: signOff.capacity,
    statement: signOff.statement,
    at: isoTime(signOff.at),
  })
  await rows.sections.turn(section.id, ['ready'], 'signed')
}

/** Makes the plan; gives back its id. */
export const loadExample = async (deps: LoadDeps, template: Template, example: Example): Promise<string> => {
  const planId = deps.newId()
  const { title, area, from, to } = example.plan
  const bodies = new Map(
    example.plan.bodies.map(({ key, lead, ...body }, position): [string, BodyRow] => [
      key,
      { id: deps.newId(), planId, ...body, lead: lead ? 1 : 0, position },
    ]),
  )
  const members = await makePeople(deps, example, planId, bodies)
  const sections = example.sections.map((section, position) =>
    composeSection(deps, template, planId, bodies, section, position),
  )
  const plan = { id: planId, templateId: template.id, templateVersion: template.version, title, area }
  await makePlan(deps, {
    plan: { ...plan, fromDay: from, toDay: to, isExample: 1, createdAt: timestamp(deps.clock) },
    bodies: [...bodies.values()],
    sections,
    members: [...members.values()],
  })
  const bySlug = new Map(
    example.sections.flatMap(({ slug }, index) => {
      const made = sections[index]
      return made ? [[slug, made.row] as const] : []
    }),
  )
  const cast: Cast = { planId, bodies, members, sections: bySlug }
  await deps.readings.of(sections.map(({ row }) => row))
  for (const thread of example.threads) await loadThread(deps, cast, thread)
  for (const signOff of example.signOffs) {
    await deps.store.transaction((rows) => addSignOff(rows, deps, cast, signOff))
  }
  return planId
}
