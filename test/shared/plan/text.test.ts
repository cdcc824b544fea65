import { describe, expect, it } from 'vitest'
import { blockTitle, clip, plainText, wordCount } from '../../../shared/plan/text.ts'
import { block, bullets, h, p, prose, quote, removed, table } from '../../support/plan.ts'
import { smallTemplate } from '../../support/small-template.ts'

describe('plainText', () => {
  it('[CHK26] puts each paragraph, list entry and cell on a line, with the prose of blocks', () => {
    const items = [h(3, 'Aims'), p('One.'), bullets('two', 'three'), quote(p('four')), table(['five'], ['six'])]
    const blocks = [
      block('action', { what: prose('seven', 'eight'), role: 'Head' }),
      removed(block('action', { what: prose('gone') })),
    ]
    expect(plainText([...items, ...blocks]).split('\n')).toEqual([
      'Aims',
      'One.',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
    ])
  })

  it('[CHK26] joins runs of different marks, and breaks a line where the writer did', () => {
    const marked = p('')
    const content = [
      { type: 'text', text: 'well', marks: [{ type: 'bold' }] },
      { type: 'text', text: 'being' },
      { type: 'hardBreak' },
      { type: 'text', text: 'here' },
    ] as const
    expect(plainText([{ ...marked, content }])).toBe('wellbeing\nhere')
  })
})

describe('wordCount', () => {
  it.each([
    ['', 0],
    [' – … ', 0],
    ["Children's well-being", 2],
    ['£2.5 million, or 1,200 posts', 5],
    ['Còmhla: a h-uile', 3],
  ])('[CHK26] counts %j as %i', (text, count) => expect(wordCount(text)).toBe(count))
})

describe('blockTitle', () => {
  const title = (what: string) => blockTitle(block('action', { what: prose(what) }), smallTemplate())

  it('[CHK27] is the first sentence of the title field, cut between words', () => {
    expect(title('Train 40 tutors in Kilbraddan. They start in May.')).toBe('Train 40 tutors in Kilbraddan')
    expect(title('Yes. And more')).toBe('Yes. And more')
    expect(title('word '.repeat(30))).toBe(`${'word '.repeat(12).trim()}…`)
  })

  it('[CHK27] says that a block has no title yet, by its label', () => {
    expect(title('')).toBe('Untitled action')
    expect(blockTitle(block('dragon'), smallTemplate())).toBe('Untitled dragon')
  })

  it('[CHK27] cuts a single long word too', () => {
    expect(clip('x'.repeat(90), 60)).toBe(`${'x'.repeat(60)}…`)
  })
})
