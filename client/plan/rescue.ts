/**
 * Changes that can no longer be saved: the section was signed off or the right withdrawn before they arrived, or the
 * room was rebuilt. They are kept as a copy for their author, never merged and never dropped.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { treeToHtml } from '../../shared/export/html.ts'
import { passagesToText, readPassages } from '../../shared/export/passages.ts'
import { sectionTree } from '../../shared/export/tree.ts'
import type { TreeOptions } from '../../shared/export/tree.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { readingsQuery } from '../api/queries.ts'
import { mayI } from '../api/membership.ts'
import type { Rescue } from '../device/copy-store.ts'
import { usePlatform } from '../platform.ts'
import { mayComeBack, wasTakenBack } from '../sync/room-pool.ts'
import type { SectionRoom, SectionRoomState } from '../sync/section-room.ts'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { contentIn } from './use-plan-text.ts'
import { commentOn } from './rescue-comment.ts'
import type { Rescuing } from './open-session.ts'
import type { PlanSession } from './session.ts'

/** True when the unsaved changes of a room will never be saved; `kept`: this device may bring them another time. */
export const isLost = (state: SectionRoomState, mayWrite: boolean, kept: boolean): boolean => {
  if (kept && mayComeBack(state)) return false
  return (state.unsaved > 0 && (state.phase === 'ended' || !mayWrite)) || wasTakenBack(state)
}

const whyLost = (state: SectionRoomState, section: SectionView | undefined): string => {
  const signed = section?.state === 'signed' ? section.signOffs[0] : undefined
  if (signed !== undefined) return words.save.unsavedSigned(signed.personName, sayMoment(signed.at))
  const ended = state.endedBy === null ? undefined : words.save.ends[state.endedBy]
  return ended === undefined ? words.save.unsavedReadOnly : `${ended.says} ${ended.act}`
}

interface Titled {
  readonly id: string
  readonly title: string
}

/** The title people know a section by, whether it is in the plan or was taken out of it. */
export const titleOf = (
  plan: { readonly sections: readonly Titled[]; readonly removedSections: readonly Titled[] },
  sectionId: string,
): string =>
  [...plan.sections, ...plan.removedSections].find(({ id }) => id === sectionId)?.title ?? words.save.goneSection

/** All that a rescue is made of, beside the room. */
interface RescueFacts {
  readonly plan: PlanView
  /** The section as the server last read it. */
  readonly theirs: (sectionId: string) => SectionContent | undefined
  readonly options: TreeOptions
  readonly newId: () => string
}

const rescueOf = (room: SectionRoom, { plan, theirs, options, newId }: RescueFacts): Rescue => {
  const section = plan.sections.find(({ id }) => id === room.sectionId)
  const content = room.content.get()
  const mine = [...readPassages(content, options), ...room.looseWords()]
  const read = theirs(room.sectionId)
  return {
    id: newId(),
    sectionId: room.sectionId,
    title: titleOf(plan, room.sectionId),
    why: whyLost(room.state(), section),
    text: passagesToText(mine),
    html: treeToHtml(sectionTree(content, options)),
    comment: section === undefined || read === undefined ? null : commentOn(readPassages(read, options), mine),
  }
}

/** Tells the session what can no longer be saved, as the plan's newest facts have it, and how to make a copy of it. */
export const useRescues = (session: PlanSession | null, plan: PlanView, options: TreeOptions): void => {
  const { newId } = usePlatform()
  const queries = useQueryClient()
  const rescuing = useMemo((): Rescuing => {
    const theirs = (sectionId: string) => contentIn(queries.getQueryData(readingsQuery(plan.id).queryKey), sectionId)
    return {
      isLost: (room, kept) => {
        const section = plan.sections.find(({ id }) => id === room.sectionId)
        return isLost(room.state(), section !== undefined && mayI(plan, 'write-section', section), kept)
      },
      describe: (room) => rescueOf(room, { plan, theirs, options, newId }),
    }
  }, [plan, options, queries, newId])
  useEffect(() => session?.rescueBy(rescuing), [session, rescuing])
}
