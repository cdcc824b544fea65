/** The address of a place that a finding or a piece of evidence leads to. */
import type { Place } from '../../shared/checks/finding.ts'

export const placeAddress = (planId: string, { sectionId, blockId }: Place): string => {
  if (sectionId === undefined) return `/plans/${planId}`
  const section = `/plans/${planId}/sections/${sectionId}`
  return blockId === undefined ? section : `${section}#block-${blockId}`
}
