import { describe, expect, it } from 'vitest'
import { words } from '../../../client/words/en.ts'
import { closeCode } from '../../../shared/protocol.ts'

describe('the words for a connection that ended', () => {
  it('[PAGE34] say for every final close code what happened and what to do', () => {
    const final = Object.values(closeCode).filter((code) => code >= 4400 && code < 4500)
    expect(final).toContain(closeCode.damaged)
    expect(final.filter((code) => words.save.ends[code] === undefined)).toEqual([])
  })
})
