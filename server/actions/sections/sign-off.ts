/**
 * Signs a section off on the very text the signer was shown. The room is held meanwhile, so that no edit can slip in
 * between the comparison and the lock: text as it stands, hash equal to the one sent, row and state in one commit.
 * Afterwards everybody's sockets in the room close and come back read-only.
 */
import { CANONICAL_VERSION, canonicalise, contentHash } from '../../../shared/plan/canonical.ts'
import { readContent } from '../../../shared/plan/read.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { RoomView } from '../../sync/ports.ts'
import { enterSection, type Actor } from '../access.ts'
import { rejudgeSection, ringPlan } from '../doorbell.ts'
import { changed, conflict, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'

type SignOff = 'POST /api/plans/:planId/sections/:sectionId/sign-offs'

const decide = (deps: Deps, actor: Actor, input: Input<SignOff>, { doc, seq }: RoomView) => {
  const content = readContent(doc)
  return transact(deps.store, async (rows): Promise<Result<{ readonly id: string }, ActionError>> => {
    const entered = await enterSection(rows, actor, 'sign-section', input)
    if (!entered.ok) return entered
    const { section, member } = entered.value
    const signed = {
      title: section.title,
      tags: (await rows.sections.tagsOf([section.id])).get(section.id) ?? [],
      content,
    }
    if (contentHash(signed) !== input.hash) {
      return changed('The section has changed since it was shown to you. Nothing was signed. Read it again, then sign.')
    }
    if (!(await rows.sections.turn(section.id, ['not-started', 'drafting', 'ready'], 'signed'))) {
      return conflict('This section is signed off already.')
    }
    const id = deps.newId()
    await rows.signOffs.add({
      id,
      planId: input.planId,
      sectionId: section.id,
      contentHash: input.hash,
      canonicalVersion: CANONICAL_VERSION,
      canonical: canonicalise(signed),
      seq,
      personId: actor.personId,
      bodyId: member.bodyId,
      capacity: input.capacity,
      statement: input.statement,
      at: timestamp(deps.clock),
    })
    return ok({ id })
  })
}

export const signOffSection = async (deps: Deps, actor: Actor, input: Input<SignOff>): Reply<SignOff> => {
  const entered = await enterSection(deps.store.rows, actor, 'sign-section', input)
  if (!entered.ok) return entered
  const room = sectionRoom(input.planId, input.sectionId)
  const signed = await deps.rooms.hold(room, (view) => decide(deps, actor, input, view))
  if (!signed.ok) return signed
  rejudgeSection(deps, input.sectionId)
  ringPlan(deps, input.planId, 'section', input.sectionId)
  return signed
}
