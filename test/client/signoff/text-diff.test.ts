import { describe, expect, it } from 'vitest'
import { diffLines, diffTexts } from '../../../client/signoff/text-diff.ts'

describe('what changed before signing', () => {
  it('[PAGE16] names added and removed lines in order and nothing that stayed', () => {
    expect(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toEqual([
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'added', text: 'e' },
    ])
    expect(diffLines(['a'], ['a'])).toEqual([])
  })

  it('[PAGE16] names the words that changed in a line, not the whole line', () => {
    const before = ['The plan', 'We will open ten nurseries by 2028.', 'The end']
    const after = ['The plan', 'We will open twelve nurseries by 2028, and say so.', 'The end']
    expect(diffTexts(before, after)).toEqual([
      {
        kind: 'changed',
        parts: [
          { kind: 'same', text: 'We will open ' },
          { kind: 'removed', text: 'ten ' },
          { kind: 'added', text: 'twelve ' },
          { kind: 'same', text: 'nurseries by ' },
          { kind: 'removed', text: '2028.' },
          { kind: 'added', text: '2028, and say so.' },
        ],
      },
    ])
    expect(diffTexts(after, after)).toEqual([])
  })

  it('[PAGE16] sets words that gave way before those that came, however they mix', () => {
    expect(diffTexts(['one two red big three four'], ['one two blue small three four'])).toEqual([
      {
        kind: 'changed',
        parts: [
          { kind: 'same', text: 'one two ' },
          { kind: 'removed', text: 'red big ' },
          { kind: 'added', text: 'blue small ' },
          { kind: 'same', text: 'three four' },
        ],
      },
    ])
  })

  it('[PAGE16] shows lines that have little in common, and those put in between, as they are', () => {
    const changes = diffTexts(
      ['Old heading', 'A line that goes on here', 'stays'],
      ['Quite another title', 'A line that goes on there', 'stays', 'New last'],
    )
    expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'added', 'changed', 'added'])
    expect(changes.slice(0, 2)).toEqual([
      { kind: 'removed', text: 'Old heading' },
      { kind: 'added', text: 'Quite another title' },
    ])
  })

  it('[PAGE16] leaves a line whole that is too long to be compared word by word', () => {
    const long = (last: string): string => `${'word '.repeat(2_500)}${last}`
    expect(diffTexts([long('a')], [long('b')]).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('[PAGE64] says what went and what came where a text of very many lines became another', () => {
    const linesOf = (word: string): readonly string[] =>
      Array.from({ length: 60_000 }, (_, at) => `${word} number ${at} of a list`)
    const [before, after] = [linesOf('need'), linesOf('aim')]
    const changes = diffTexts(['The plan', ...before, 'The end'], ['The plan', ...after, 'The end'])
    expect([changes.length, changes[0], changes.at(-1)]).toEqual([
      120_000,
      { kind: 'removed', text: before[0] },
      { kind: 'added', text: after.at(-1) },
    ])
  })

  it('[PAGE64] names the one line that changed among very many', () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `line ${at}`)
    expect(diffLines(lines, lines.with(30_000, 'new'))).toEqual([
      { kind: 'removed', text: 'line 30000' },
      { kind: 'added', text: 'new' },
    ])
  })
})
