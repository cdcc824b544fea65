import { describe, expect, it } from 'vitest'
import { dayAt, partsOfDay, readDay } from '../../../client/ui/day.ts'

describe('a day of the calendar', () => {
  it('[PAGE9] reads real days, takes nothing for no date, and refuses the rest', () => {
    const read = (day: string, month: string, year: string) => readDay({ day, month, year })
    expect(read('31', '3', '2027')).toEqual({ ok: true, value: '2027-03-31' })
    expect(read('', '', ' ')).toEqual({ ok: true, value: null })
    const wrong = [
      read('31', '2', '2027'),
      read('1', '13', '2027'),
      read('1', '1', '27'),
      read('1', '1', '0027'),
      read('', '1', '2027'),
      read('x', '1', '2027'),
    ]
    expect(wrong.map(({ ok }) => ok)).toEqual(wrong.map(() => false))
  })

  it('says on which day a moment is, by the computer’s own clock', () => {
    expect(dayAt(new Date(2027, 2, 1, 0, 30).getTime())).toBe('2027-03-01')
    expect(dayAt(new Date(2026, 11, 31, 23, 30).getTime())).toBe('2026-12-31')
  })

  it('[PAGE9] shows a stored day as it is typed', () => {
    expect(partsOfDay('2027-03-01')).toEqual({ day: '1', month: '3', year: '2027' })
    expect(partsOfDay(null)).toEqual({ day: '', month: '', year: '' })
  })
})
