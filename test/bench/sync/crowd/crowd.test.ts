import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readFrame, readLetters, update } from './frames.ts'
import { createAnswers, readText, smallText, withLetters, writeLetters } from './text.ts'

const base = smallText(2)
const heardIn = (body: Uint8Array): string[] => {
  const heard: string[] = []
  readLetters(body, 1_000, (author, letter) => heard.push(`${author}:${letter}`))
  return heard
}

describe('the crowd', () => {
  it('hears each letter once, however a server joins them', () => {
    const letters = [writeLetters(base, 1_000, 0, 3), writeLetters(base, 1_001, 1, 2)].flat()
    const all = ['1000:0', '1000:1', '1000:2', '1001:0', '1001:1']
    expect(letters.flatMap(heardIn)).toEqual(all)
    expect(heardIn(Y.mergeUpdates([...letters])).sort()).toEqual(all)
    expect(heardIn(Y.mergeUpdates([base.state, ...letters])).sort()).toEqual(all)
    expect(heardIn(base.state)).toEqual([])
  })

  it('reads a frame behind a prefix', () => {
    const [letter = new Uint8Array()] = writeLetters(base, 1_000, 0, 1)
    const { kind, body } = readFrame(Buffer.concat([Buffer.from('room'), update(letter)]), 4)
    expect([kind, [...body]]).toEqual(['update', [...letter]])
  })

  it('writes letters that come to one text, and answers for it as Yjs does', () => {
    const letters = writeLetters(base, 1_000, 1, 3)
    const text = withLetters(base, letters)
    expect(readText([base.state, ...letters])).toBe(readText([text.state]))
    expect(readText([text.state])).toContain('We begin here.abc</paragraph>')
    expect([...createAnswers(text)(text.stateVector)]).toEqual([0, 0])
    expect(readText([base.state, createAnswers(text)(base.stateVector)])).toBe(readText([text.state]))
  })
})
