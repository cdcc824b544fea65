import { describe, expect, it } from 'vitest'
import { coverage } from '../../../shared/checks/coverage.ts'
import { plan, section, words } from '../../support/plan.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

describe('coverage', () => {
  it('[CHK23] shows each section against each aim, and the aims without text as holes', () => {
    const reading = plan(
      section('cover', { exempt: 'cover' }),
      section('one', { title: 'Our vision', tags: ['aims:a'] }, words(40)),
      section('two', { tags: ['aims:b', 'criteria:1'] }, words(3)),
    )
    const { codes, rows, holes, says } = coverage(reading, smallTemplate(), 'aims')
    expect(codes.map(({ code }) => code)).toEqual(['a', 'b'])
    expect(rows).toEqual([
      { sectionId: 'cover', title: 'cover', exempt: 'cover', cells: ['none', 'none'] },
      { sectionId: 'one', title: 'Our vision', exempt: null, cells: ['tagged-with-text', 'none'] },
      { sectionId: 'two', title: 'two', exempt: null, cells: ['none', 'tagged'] },
    ])
    expect(holes.map(({ code }) => code)).toEqual(['b'])
    expect(says).toBe('1 of 2 has no section with text: “B”.')
  })

  it('[CHK23] asks for as many words as the rule on the same framework', () => {
    const reading = plan(section('one', { tags: ['aims:a', 'aims:b'] }, words(3)))
    const template = smallTemplate(rule('L', 'every-code-tagged', { framework: 'aims', words: 3 }))
    expect(coverage(reading, template, 'aims').says).toBe('All 2 are addressed by a section with text.')
  })
})
