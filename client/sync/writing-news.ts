/**
 * Says when a colleague begins to write in the section one writes in, or reads to sign: once for each person and section
 * in two minutes.
 */
import { useEffect, useEffectEvent, useRef } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { usePlatform } from '../platform.ts'
import { useAnnouncementSettings } from '../ui/announcement-settings.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { useStable } from '../ui/use-stable.ts'
import { words } from '../words/en.ts'
import { writersIn } from './presence.ts'
import type { Present } from './presence.ts'

/** Within this time the same person in the same section is no news. */
const quietMs = 120_000

/** When each person was last said to write in each section: ms by `section/person`. */
export type Told = ReadonlyMap<string, number>

const keyOf = ({ user, sectionId }: Present): string => `${sectionId}/${user.personId}`

/** Those who write in a section and of whom that has not been said lately. */
export const newWriters = (
  present: readonly Present[],
  sectionId: string | null,
  told: Told,
  now: number,
): readonly Present[] =>
  sectionId === null
    ? []
    : writersIn(present, sectionId).filter((person) => now - (told.get(keyOf(person)) ?? -Infinity) >= quietMs)

export const toldAlso = (told: Told, writers: readonly Present[], now: number): Told =>
  new Map([...told, ...writers.map((writer) => [keyOf(writer), now] as const)])

/** `sectionId`: the section one is in, null while in none; `others` are those who are here. */
export const useWritingNews = (
  others: readonly Present[],
  plan: Pick<PlanView, 'sections'>,
  sectionId: string | null,
): void => {
  const announce = useAnnounce()
  const { now } = usePlatform()
  const { writing: isWanted } = useAnnouncementSettings()
  const present = useStable(others)
  const told = useRef<Told>(new Map())
  const tell = useEffectEvent(() => {
    const title = plan.sections.find(({ id }) => id === sectionId)?.title
    if (title === undefined || !isWanted) return
    const writers = newWriters(present, sectionId, told.current, now())
    told.current = toldAlso(told.current, writers, now())
    for (const { user } of writers) announce(words.plan.writing(user.name, title))
  })
  useEffect(() => tell(), [present, sectionId])
}
