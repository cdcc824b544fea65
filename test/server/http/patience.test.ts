/** What becomes of who exceeds them is tested end to end, in less time; that the times are those promised, here. */
import { expect, it } from 'vitest'
import { defaultPatience } from '../../../server/http/patience.ts'

it('[FAULT10] an answer may lie untaken for two minutes, a request take one', () => {
  expect(defaultPatience).toMatchObject({ answerMs: 120_000, requestMs: 60_000 })
})
