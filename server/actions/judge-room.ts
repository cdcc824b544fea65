/** Decides at a room's door, from the rows as they are now, whether a person may come in and whether they may write. */
import { can } from '../../shared/access.ts'
import { closeCode, parseRoom, presenceColours, type PresentUser } from '../../shared/protocol.ts'
import type { Store } from '../store/store.ts'
import type { PresentMember } from '../store/rows/members.ts'
import type { JudgeRoom } from '../sync/ports.ts'
import { membershipOf } from './access.ts'

/** The colour a person has unless somebody there has it already. */
const colourOf = (personId: string): number =>
  [...personId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7) % presenceColours

const presentUser = ({ personId, name, bodyName }: PresentMember): PresentUser => ({
  personId,
  name,
  body: bodyName,
  colour: colourOf(personId),
})

/** A stranger to the plan hears that there is no such room, as with everything they may not see. */
const nowhere = { refused: closeCode.noSuchRoom } as const

export const createJudgeRoom =
  (store: Store): JudgeRoom =>
  async (personId, room) => {
    const address = parseRoom(room)
    if (address === null) return nowhere
    const { planId, sectionId } = address
    const found = await membershipOf(store.rows, planId, personId)
    if (!found) return nowhere
    const user = presentUser(found.member)
    if (sectionId === null) return { planId, sectionId, mayWrite: false, user }
    const section = await store.rows.sections.find(sectionId)
    if (section?.planId !== planId || section.removedAt !== null) return nowhere
    return { planId, sectionId, mayWrite: can(found.membership, 'write-section', section).allowed, user }
  }
