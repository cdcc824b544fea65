import { expect, it } from 'vitest'
import { words } from '../../../client/words/en.ts'

it('[CHK24] tells criteria with evidence from those it is found for in part', () => {
  const { cockpitCount } = words.checks
  expect(cockpitCount(11, 5, 16)).toBe('Evidence is found for 11 of 16 criteria, partly for 5.')
  expect(cockpitCount(16, 0, 16)).toBe('Evidence is found for 16 of 16 criteria.')
})
