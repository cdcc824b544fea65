/** Where in a plan an address points, and the addresses of places. */

export interface PlanPlace {
  readonly sectionId: string | null
  readonly threadId: string | null
}

/** Reads what follows `/plans/<planId>/`. */
export const readPlace = (rest: string): PlanPlace => {
  const [kind, id] = rest.split('/')
  return {
    sectionId: kind === 'sections' && id !== undefined ? id : null,
    threadId: kind === 'threads' && id !== undefined ? id : null,
  }
}

export const sectionAddress = (planId: string, sectionId: string): string => `/plans/${planId}/sections/${sectionId}`
export const threadAddress = (planId: string, threadId: string): string => `/plans/${planId}/threads/${threadId}`
export const signOffAddress = (planId: string, sectionId: string): string =>
  `${sectionAddress(planId, sectionId)}/sign-off`
