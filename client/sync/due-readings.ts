/**
 * Readings of sections whose room is live here need not be asked for: the page shows the room's own words, and a reading
 * for every second in which someone writes costs the writer a frame. What was left out is asked for once the room no
 * longer shows it.
 */
export interface DueReadings {
  /** The section's reading has changed. */
  readonly ring: (sectionId: string) => void
  /** A room was opened, closed, lost or found again. */
  readonly look: () => void
}

interface DueReadingsDeps {
  readonly isLive: (sectionId: string) => boolean
  readonly read: (sectionId: string) => void
}

export const createDueReadings = ({ isLive, read }: DueReadingsDeps): DueReadings => {
  const due = new Set<string>()
  return {
    ring: (sectionId) => {
      if (isLive(sectionId)) due.add(sectionId)
      else read(sectionId)
    },
    look: () => {
      for (const sectionId of [...due]) {
        if (isLive(sectionId)) continue
        due.delete(sectionId)
        read(sectionId)
      }
    },
  }
}
