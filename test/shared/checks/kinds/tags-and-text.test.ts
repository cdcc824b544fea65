import { describe, expect, it } from 'vitest'
import { block, p, plan, prose, section, words } from '../../../support/plan.ts'
import type { SectionReading } from '../../../support/plan.ts'
import { find, says } from '../say.ts'

describe('every-code-tagged', () => {
  const judge = (...sections: readonly SectionReading[]) =>
    says('every-code-tagged', { framework: 'aims' }, plan(...sections))

  it('[CHK1] accepts an aim that a section with 40 words of prose is tagged with', () => {
    expect(judge(section('one', { tags: ['aims:a', 'aims:b'] }, words(40)))).toEqual([])
  })

  it('[CHK1] names an aim that no section is tagged with', () => {
    expect(judge(section('one', { tags: ['aims:a'] }, words(40)))).toEqual(['No section is tagged “B”.'])
  })

  it('[CHK1] does not take a tag for text', () => {
    const tagged = section('one', { title: 'Our vision', tags: ['aims:a', 'aims:b'] }, words(39))
    expect(judge(tagged)).toEqual([
      'Section “Our vision” is tagged “A” but holds fewer than 40 words of text.',
      'Section “Our vision” is tagged “B” but holds fewer than 40 words of text.',
    ])
  })

  it('[CHK2] counts the prose of blocks as text, but no placeholder, heading, one-line field or removed block', () => {
    const tags = ['aims:a', 'aims:b']
    const long = Array.from({ length: 40 }, () => 'word').join(' ')
    const inBlock = section('one', { tags }, block('action', { what: prose(long) }))
    const inName = section('one', { tags }, block('need', { name: long }))
    const inBrackets = section('one', { tags }, p(`[${long.slice(0, 150)}] ${long.slice(0, 60)}`))
    const inRemoved = section(
      'one',
      { tags },
      {
        ...block('action', { what: prose(long) }),
        removed: { by: 'ben', at: '2026-05-04T10:00:00Z' },
      },
    )
    expect([inBlock, inName, inBrackets, inRemoved].map((one) => judge(one).length)).toEqual([0, 2, 2, 2])
  })
})

describe('section-tagged', () => {
  const settings = { framework: 'aims', called: 'statutory aim' }

  it('[CHK3] names a section without an aim, and its place', () => {
    const found = find('section-tagged', settings, plan(section('one', { title: 'Housing', tags: ['criteria:1'] })))
    expect(found).toEqual([
      expect.objectContaining({ place: { sectionId: 'one' }, says: 'Section “Housing” has no statutory aim.' }),
    ])
  })

  it('[CHK3] passes over tagged and exempt sections', () => {
    const reading = plan(section('one', { tags: ['aims:a'] }), section('cover', { exempt: 'cover' }))
    expect(says('section-tagged', settings, reading)).toEqual([])
  })
})

describe('section-has-text', () => {
  const settings = { sections: ['vision'], words: 10, atMost: 20 }

  it('[CHK4] says that a section is missing, by its title in the template', () => {
    expect(says('section-has-text', settings, plan())).toEqual(['The plan has no section “Our vision”.'])
  })

  it('[CHK4] says that a section is too short or too long for its purpose', () => {
    const judge = (count: number) => says('section-has-text', settings, plan(section('vision', {}, words(count))))
    expect(judge(9)).toEqual(['Section “vision” holds fewer than 10 words of text.'])
    expect(judge(21)).toEqual(['Section “vision” holds 21 words; about 20 fit its purpose.'])
    expect([...judge(10), ...judge(20)]).toEqual([])
  })
})

describe('topics-mentioned', () => {
  const topics = { audits: ['audit', 'quality assurance'], training: ['train'] }

  it('[CHK5] looks for the beginning of a word, in any case, within the section', () => {
    const reading = plan(section('vision', {}, p('Auditing goes on.')), section('money', {}, p('Training')))
    expect(says('topics-mentioned', { section: 'vision', topics }, reading)).toEqual([
      'Section “vision” does not mention training.',
    ])
  })

  it('[CHK5] looks through the whole plan where no section is named', () => {
    const reading = plan(section('vision', {}, p('Maltraining and Quality  assurance')))
    expect(says('topics-mentioned', { topics }, reading)).toEqual(['The plan does not mention training.'])
  })

  it('[CHK5] leaves an empty section to the rule that asks for text', () => {
    expect(says('topics-mentioned', { section: 'vision', topics }, plan(section('vision')))).toEqual([])
  })
})
