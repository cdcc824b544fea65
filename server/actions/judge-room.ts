/** Decides at a room's door, from the rows as they are now, whether a person may come in and whether they may write. */
import { can } from '../../shared/access.ts'
import { closeCode, parseRoom, presenceColours, type PresentUser } from '../../shared/protocol.ts'
import type { Store } from '../store/store.ts'
import type { JudgeRoom } from '../sync/ports.ts'

/** The colour a person has unless somebody there has it already. */
const colourOf = (personId: string): number =>
  [...personId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7) % presenceColours

const presentUser = (personId: string, name: string, body: string): PresentUser => ({
  personId,
  name,
  body,
  colour: colourOf(personId),
})

/** A stranger to the plan hears that there is no such room, as with everything they may not see. */
const nowhere = { refused: closeCode.noSuchRoom } as const

export const createJudgeRoom = ({ rows: { members } }: Store): JudgeRoom => {
  const judgePlan = async (personId: string, planId: string): ReturnType<JudgeRoom> => {
    const found = await members.findIn(planId, personId)
    if (!found) return nowhere
    return { planId, sectionId: null, mayWrite: false, user: presentUser(personId, found.name, found.bodyName) }
  }

  const judgeSection = async (personId: string, planId: string, sectionId: string): ReturnType<JudgeRoom> => {
    const found = await members.findBefore(planId, personId, sectionId)
    if (!found) return nowhere
    const { memberId, bodyId, role, roleHere, state, name, bodyName } = found
    const sectionRoles = roleHere === null ? {} : { [sectionId]: roleHere }
    const { allowed } = can({ memberId, personId, bodyId, role, sectionRoles }, 'write-section', {
      id: sectionId,
      state,
    })
    return { planId, sectionId, mayWrite: allowed, user: presentUser(personId, name, bodyName) }
  }

  return async (personId, room) => {
    const address = parseRoom(room)
    if (address === null) return nowhere
    const { planId, sectionId } = address
    return sectionId === null ? judgePlan(personId, planId) : judgeSection(personId, planId, sectionId)
  }
}
