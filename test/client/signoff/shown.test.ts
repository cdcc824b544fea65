import { describe, expect, it } from 'vitest'
import { createNewest, createShown } from '../../../client/signoff/shown.ts'
import { content, p } from '../../support/content.ts'

const facts = { title: 'Early help', tags: [] }
const reading = (generation: number, seq: number, words: string) => ({ generation, seq, content: content(p(words)) })
const shown = createShown(facts, reading(1, 20, 'ten'))

describe('the text a signer sees', () => {
  it('[PAGE55] takes what was read since, title and tags included, for the newest', () => {
    expect(createNewest(shown, facts, reading(1, 21, 'twelve')).hash).not.toBe(shown.hash)
    expect(createNewest(shown, { ...facts, title: 'Help' }, undefined).hash).not.toBe(shown.hash)
    expect(createNewest(shown, facts, reading(2, 1, 'twelve')).content).toEqual(content(p('twelve')))
  })

  it('[PAGE55] hears of no change from a reading before it, nor from words put back as they were', () => {
    expect(createNewest(shown, facts, reading(1, 19, 'nine')).hash).toBe(shown.hash)
    expect(createNewest(shown, facts, undefined).hash).toBe(shown.hash)
    expect(createNewest(shown, facts, reading(1, 24, 'ten')).hash).toBe(shown.hash)
  })
})
