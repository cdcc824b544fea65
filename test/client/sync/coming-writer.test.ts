/** Which room is opened for someone on their way to write, told by a clock that the test makes. */
import { describe, expect, it } from 'vitest'
import { createComingWriter, restMs } from '../../../client/sync/coming-writer.ts'
import { createFakeTime } from '../../support/fake-time.ts'

const letGoMs = 1_000

const createWorld = () => {
  const { later, pass } = createFakeTime()
  const expected: (string | null)[] = []
  return { writer: createComingWriter(later, (sectionId) => expected.push(sectionId)), pass, expected }
}

describe('someone on their way to write', () => {
  it('[PAGE49] has the room opened as they press, and as they rest', async () => {
    const { writer, pass, expected } = createWorld()
    writer.press('a')
    expect(expected).toEqual(['a'])
    writer.near('b')
    await pass(restMs)
    expect(expected).toEqual(['a', 'b'])
  })

  it('[PAGE49] opens nothing by passing over', async () => {
    const { writer, pass, expected } = createWorld()
    for (const sectionId of ['a', 'b', 'c']) {
      writer.near(sectionId)
      await pass(restMs / 2)
      writer.away()
    }
    await pass(letGoMs)
    expect(expected).toEqual([null])
  })

  it('[PAGE49] has the room let go when they stay away, and kept when they come back', async () => {
    const { writer, pass, expected } = createWorld()
    writer.press('a')
    writer.away()
    await pass(letGoMs / 2)
    writer.near('a')
    await pass(letGoMs)
    expect(expected).not.toContain(null)
    writer.away()
    await pass(letGoMs)
    expect(expected.at(-1)).toBe(null)
  })

  it('[PAGE49] opens nothing on a page that has gone', async () => {
    const { writer, pass, expected } = createWorld()
    writer.near('a')
    writer.close()
    await pass(letGoMs)
    expect(expected).toEqual([])
  })
})
