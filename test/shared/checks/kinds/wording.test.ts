import { describe, expect, it } from 'vitest'
import type { Item } from '../../../../shared/plan/model.ts'
import { block, body, h, p, plan, quote, section } from '../../../support/plan.ts'
import type { SectionReading } from '../../../support/plan.ts'
import { find, says } from '../say.ts'

describe('no-placeholder', () => {
  const judge = (...items: readonly Item[]) =>
    says('no-placeholder', { words: ['TBC', 'lorem ipsum'] }, plan(section('one', {}, ...items)))

  it('[CHK16] finds brackets and the words of the rule, once for a section and once for each block', () => {
    expect(judge(p('By [date], tbc.'), p('Lorem  ipsum'), block('need', { name: 'Teeth', reason: '[why]' }))).toEqual([
      'Section “one” still holds “[date]”, and 2 more like it.',
      'Need “Teeth” still holds “[why]”.',
    ])
  })

  it('[CHK16] knows a reference, and in a quotation an editor’s bracket, from a placeholder', () => {
    expect(
      judge(
        p('Shown before [1], [2, 3] and [https://example.org/a].'),
        quote(p('They [the school] listened […] to us.')),
      ),
    ).toEqual([])
    expect(judge(p('Words left out: […]'))).toEqual(['Section “one” still holds “[…]”.'])
    expect(judge(quote(p('[Quote from a child]')))).toHaveLength(1)
  })

  it('[CHK16] finds no word of the rule within another word', () => {
    expect(judge(p('OUTBCAST and TBCs'))).toEqual([])
  })
})

describe('no-turned-text', () => {
  const judge = (...items: readonly Item[]) => says('no-turned-text', {}, plan(section('one', {}, ...items)))
  const turned = (what: string) =>
    `${what} has characters that change the order in which its letters are shown. Write the line anew.`

  it('[CHK32] finds what turns letters around, once for a section and once for each block', () => {
    const need = block('need', { name: 'Teeth', reason: 'Not \u2067so\u2069.' })
    expect(judge(p('Pay £\u202e01\u202c.'), p('And \u202bagain'), need)).toEqual([
      turned('Section “one”'),
      turned('Need “Teeth”'),
    ])
  })

  it('[CHK32] leaves scripts that are written from right to left as they are', () => {
    expect(judge(p('مرحبا and שלום, in one line with two marks\u200f\u200e.'))).toEqual([])
  })
})

describe('acronyms-defined', () => {
  const settings = { glossary: ['entry.term', 'entry.meaning'], allow: ['NHS'] }
  const judge = (...items: readonly Item[]) => find('acronyms-defined', settings, plan(section('one', {}, ...items)))
  const short = (...lines: readonly string[]) =>
    judge(...lines.map(p)).map(({ says: words }) => /“(\w+)”, which/.exec(words)?.[1])

  it('[CHK17] names a short form at its first use only', () => {
    expect(judge(p('The LIAG meets.'), p('The LIAG again.')).map((finding) => finding.says)).toEqual([
      'Section “one” uses “LIAG”, which is not explained there or in the glossary.',
    ])
  })

  it('[CHK17] accepts one explained in the glossary, in brackets either way round, or allowed by the rule', () => {
    expect(judge(p('The LIAG meets.'), block('entry', { term: 'LIAG', meaning: 'A group' }))).toEqual([])
    expect(
      short('Local Improvement Group (LIG) and its LIG chair', 'A TSI (third sector interface) helps', 'NHS'),
    ).toEqual([])
  })

  it('[CHK17] knows a short form with an ampersand', () => {
    expect(judge(p('Our H&SC staff'))).toHaveLength(1)
    expect(judge(p('Health and social care (H&SC) staff'))).toEqual([])
  })

  it('[CHK17] sees a plural, but not names of bodies, Roman numerals, school years or a line in capitals', () => {
    expect(short('Two CPOs met.')).toEqual(['CPO'])
    expect(short('Part II, P7 and S1 pupils', 'WHAT WE WILL DO', 'see www.ABC.scot/PDF')).toEqual([])
    const named = { ...plan(section('one', {}, p('With SCRA'))), bodies: [body('x', 'SCRA Lorne')] }
    expect(find('acronyms-defined', settings, named)).toEqual([])
  })
})

describe('words in capitals', () => {
  const judge = (...items: readonly Item[]) =>
    says('acronyms-defined', { glossary: ['entry.term'] }, plan(section('one', {}, ...items)))

  it('[CHK17] are no short forms when long and also written small, or a heading', () => {
    expect(judge(p('HEALTH comes first'), p('Better health for all'))).toEqual([])
    expect(judge(h(3, 'YOUTH'), p('What YOUTH said'))).toEqual([])
    expect(judge(p('CAMHS waits'), p('The IT team; it helps'))).toHaveLength(2)
  })
})

describe('names-agree', () => {
  const settings = { name: 'priority.name', prefix: 'Priority' }
  const priority = block('priority', { name: 'Mental wellbeing' })
  const judge = (...sections: readonly SectionReading[]) => says('names-agree', settings, plan(...sections))

  it('[CHK18] accepts a chapter that names a priority letter for letter', () => {
    expect(
      judge(section('one', { title: 'Priority 1: Mental wellbeing' }, priority, h(3, 'Priorities: how we chose'))),
    ).toEqual([])
  })

  it('[CHK18] tells a priority spelled differently from one that is not there', () => {
    expect(
      judge(section('one', { title: 'Priority: Mental well-being' }, priority, h(3, 'Priority 2 – Housing'))),
    ).toEqual([
      'The heading “Mental well-being” is spelled differently from the priority “Mental wellbeing”.',
      'The heading “Housing” names no priority of the plan.',
    ])
  })

  it('[CHK18] finds a body written nearly as it is called, once', () => {
    const lines = [p('NHS Lorne & Isles and the Strathlorn Council agreed.'), p('Strathlorn Council again.')]
    expect(judge(section('one', {}, ...lines))).toEqual([
      'Section “one” writes “Strathlorn Council” for “Strathlorne Council”.',
      'Section “one” writes “NHS Lorne & Isles” for “NHS Lorne and Isles”.',
    ])
  })

  it('[CHK18] leaves full names, their possessives and parts of another body’s name alone', () => {
    const reading = plan(section('one', {}, p("Voluntary Action Lorne and Strathlorne Council's staff")))
    const bodies = [...reading.bodies, body('v', 'Voluntary Action Lorne'), body('a', 'Active Lorne')]
    expect(says('names-agree', settings, { ...reading, bodies })).toEqual([])
  })
})
