import { describe, expect, it } from 'vitest'
import { readToken } from '../../../client/entry/link-token.ts'

describe('a link with a secret', () => {
  it('[PAGE22] is read from behind the #, whole or not at all', () => {
    const secret = 'a'.repeat(43)
    expect(readToken(`#${secret}`)).toBe(secret)
    expect(['', '#', '#short', `#${secret}x`, `#${secret.slice(1)}!`].map(readToken)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })
})
