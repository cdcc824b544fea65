/** The two things an action does after its commit: ring, and send away sockets whose rights have changed. */
import { closeCode, type Doorbell } from '../../shared/protocol.ts'
import type { Deps } from '../context.ts'

export const ringPlan = ({ rooms }: Pick<Deps, 'rooms'>, planId: string, what: Doorbell['what'], id = planId): void =>
  rooms.ring(planId, { what, id })

/** The person's sockets in this plan close and are judged anew when they come back. */
export const rejudgePerson = ({ rooms }: Pick<Deps, 'rooms'>, planId: string, personId: string): void =>
  rooms.dismiss((socket) => socket.planId === planId && socket.personId === personId, closeCode.accessChanged)

/** The sockets of these sessions and tokens close. */
export const rejudgeSessions = ({ rooms }: Pick<Deps, 'rooms'>, sessionIds: readonly string[]): void => {
  const ids = new Set(sessionIds)
  if (ids.size > 0) rooms.dismiss((socket) => ids.has(socket.sessionId), closeCode.accessChanged)
}

/** Everybody's sockets in a section close and are judged anew. */
export const rejudgeSection = ({ rooms }: Pick<Deps, 'rooms'>, sectionId: string): void =>
  rooms.dismiss((socket) => socket.sectionId === sectionId, closeCode.accessChanged)
