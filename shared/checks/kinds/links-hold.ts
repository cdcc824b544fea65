/**
 * No field names a block that was removed, or a body that has left the plan. A rule that asks for a field to be filled
 * sees such a link as missing; this kind is for the fields that no rule asks for.
 */
import type { FieldType } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { fieldPath, list, shape } from '../settings.ts'
import { entriesOf } from '../values.ts'
import { blockName } from '../wording.ts'

const settings = shape({ fields: list(fieldPath) })

export const linksHold = ruleKind({
  settings,
  run: ({ fields }, index, rule) =>
    fields.flatMap(({ block, field }) =>
      blocksOf(index, block)
        .filter((placed) => isBroken(index, placed, field))
        .map((placed) => {
          const says = `${blockName(placed)} names ${lostThing(field)} under “${field.label}”.`
          return createFinding(rule, { ...placed.place, field: field.name }, says)
        }),
    ),
})

const isLink = ({ kind }: FieldType): boolean => kind === 'link' || kind === 'links'
const isBody = ({ kind }: FieldType): boolean => kind === 'body' || kind === 'bodies'

const isBroken = (index: PlanIndex, placed: PlacedBlock, field: FieldType): boolean =>
  (isLink(field) && entriesOf(placed, field.name).some((id) => !index.blocksById.has(id))) ||
  (isBody(field) && entriesOf(placed, field.name).some((id) => !index.bodyIds.has(id)))

const lostThing = (field: FieldType): string =>
  isLink(field) ? 'something that is no longer in the plan' : 'a body that is not part of the plan'
