/** Days of the calendar: as they are typed, in three numbers, and as they are stored, `YYYY-MM-DD`. */
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'

export interface DayParts {
  readonly day: string
  readonly month: string
  readonly year: string
}

/** The day on which a moment, in ms, is for the reader; Swedes write days as they are stored. */
export const dayAt = (at: number): string => new Intl.DateTimeFormat('sv-SE').format(at)

export const partsOfDay = (day: string | null): DayParts => {
  const [year = '', month = '', date = ''] = day?.split('-') ?? []
  return { day: date.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

/** Four digits; a year before 100 is a slip. */
const yearTyped = /^(?!00)\d{4}$/

/** `YYYY-MM-DD`; null when all three are empty; an error for anything that is no day of the calendar. */
export const readDay = ({ day, month, year }: DayParts): Result<string | null, 'not-a-day'> => {
  const typed = [year, month, day].map((part) => part.trim())
  if (typed.every((part) => part === '')) return ok(null)
  if (!yearTyped.test(typed[0] ?? '') || !typed.slice(1).every((part) => /^\d{1,2}$/.test(part)))
    return err('not-a-day')
  const iso = typed.map((part) => part.padStart(2, '0')).join('-')
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? ok(iso) : err('not-a-day')
}
