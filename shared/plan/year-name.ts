/**
 * How a plan's year is written wherever words are shown: as public finance in Scotland writes its own. What is stored
 * is the calendar year in which it starts.
 */

/** By the calendar years it touches: `2026/27`, or `2026` where it is the calendar year. `from`: its first day, `MM-DD`. */
export const yearName = (year: number, { from }: { readonly from: string }): string =>
  from === '01-01' ? String(year) : `${year}/${String((year + 1) % 100).padStart(2, '0')}`
