import { describe, expect, it } from 'vitest'
import { readAsked } from './asked.ts'

describe('what is asked of the bench', () => {
  it('is all of it, where nothing is named', () => {
    expect(readAsked([])).toMatchObject({ ok: true, value: { rounds: null, words: 60_000, only: [] } })
    expect(readAsked(['sync', '--rounds', '2', '--only', 'twenty,closed'])).toEqual({
      ok: true,
      value: {
        parts: new Set(['sync']),
        isQuick: false,
        isJson: false,
        rounds: 2,
        words: 60_000,
        only: ['twenty', 'closed'],
      },
    })
  })

  it.each([
    [['pages'], 'There is no bench "pages": sync or page'],
    [['--rounds', 'many'], '--rounds must be a whole number from 1'],
    [['--words', '0'], '--words must be a whole number from 1'],
  ])('is refused in words where it means nothing: %j', (typed, says) => {
    expect(readAsked(typed)).toEqual({ ok: false, error: says })
  })
})
