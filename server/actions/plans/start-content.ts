/** First state of a section's room, from what a template or an example says it starts with. */
import { buildContent, type BuildDeps, type PlanWords } from '../../../shared/plan/build.ts'
import { longDate } from '../../../shared/plan/long-date.ts'
import { encodeContent } from '../../../shared/plan/write.ts'
import type { StartItem, Template } from '../../../shared/template/types.ts'
import type { RandomBytes } from '../../context.ts'
import type { BodyRow, PlanRow } from '../../store/tables.ts'

/** The client id the server writes a section's first state under: by chance, so not the same everywhere. */
const newClientId = (randomBytes: RandomBytes): number => Buffer.from(randomBytes(4)).readUInt32LE()

/** The whole first state as one update. */
export const encodeStart = (
  randomBytes: RandomBytes,
  template: Template,
  start: readonly StartItem[],
  deps: BuildDeps,
): Uint8Array => encodeContent(buildContent(start, template, deps), newClientId(randomBytes))

/** The plan's own words for its template's start prose. */
export const planWordsOf = (
  { area, fromDay, toDay }: Pick<PlanRow, 'area' | 'fromDay' | 'toDay'>,
  bodies: readonly Pick<BodyRow, 'name' | 'lead'>[],
): PlanWords => ({
  area,
  period: `${longDate(fromDay)} to ${longDate(toDay)}`,
  leadBodies: listWords(bodies.filter(({ lead }) => lead === 1).map(({ name }) => name)),
})

const listWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Templates name no bodies. */
export const noBodies = (): null => null
