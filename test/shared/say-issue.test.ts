import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sayIssue } from '../../shared/say-issue.ts'

const said = (schema: z.ZodType, value: unknown): readonly string[] =>
  schema.safeParse(value, { error: sayIssue }).error?.issues.map(({ message }) => message) ?? []

describe('what is wrong with a value', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['must not be empty', z.string().min(1), ''],
    ['must have at least 3 characters', z.string().min(3), 'ab'],
    ['must have at most 1 character', z.string().max(1), 'ab'],
    ['must be one of drafter, reader', z.enum(['drafter', 'reader']), 'boss'],
    ['must be an e-mail address, such as name@council.example', z.email(), 'ada'],
    ['must be a day such as 2026-04-01', z.iso.date(), '2026-02-30'],
    ['as the schema says', z.string().min(1, 'as the schema says'), ''],
  ])('[OPS2] is said in plain words: %s', (says, schema, value) => {
    expect(said(schema, value)).toEqual([says])
  })
})
