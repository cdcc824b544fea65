/** What is wrong with a value, in plain words, where its schema has none of its own: given to `safeParse` as `error`. */
import type { z } from 'zod'

const sayFormat = (format: string): string | undefined => {
  if (format === 'email') return 'must be an e-mail address, such as name@council.example'
  return format === 'date' ? 'must be a day such as 2026-04-01' : undefined
}

const characters = (count: number | bigint): string => `${count} character${Number(count) === 1 ? '' : 's'}`

/** Undefined leaves it to the library's words. */
export const sayIssue = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      if (issue.origin !== 'string') return undefined
      return issue.minimum === 1 ? 'must not be empty' : `must have at least ${characters(issue.minimum)}`
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${characters(issue.maximum)}` : undefined
    case 'invalid_format':
      return sayFormat(issue.format)
    default:
      return undefined
  }
}
