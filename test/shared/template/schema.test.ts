import { describe, expect, it } from 'vitest'
import { err } from '../../../shared/result.ts'
import { faultToLine } from '../../../shared/template/fault.ts'
import { parseFramework } from '../../../shared/template/schema.ts'
import { anyRuleKind, parseTexts, smallFrameworks, smallTemplate, withValue } from './template-source.ts'
import type { Part } from './template-source.ts'

const faultLines = (texts: Readonly<Record<Part, string>>): readonly string[] => {
  const template = parseTexts(texts)
  return template.ok ? [] : template.error.map(faultToLine)
}

const section = (extra: object): object => ({
  key: 'new',
  title: 'New',
  guidance: 'Say it.',
  source: 'An Act',
  mandatory: false,
  ...extra,
})

/** What is changed, and the one line that must come of it. */
const faulty: readonly (readonly [Part, readonly (string | number)[], unknown, string])[] = [
  ['template', ['title'], undefined, 'template.yaml: title: is missing'],
  ['template', ['version'], '1', 'template.yaml: version: must be a number, not "1"'],
  ['template', ['version'], 1.5, 'template.yaml: version: must be a whole number, not the number 1.5'],
  ['template', ['version'], 0, 'template.yaml: version: must be at least 1'],
  ['template', ['titel'], 'x', 'template.yaml: titel: is not a known key'],
  [
    'template',
    ['id'],
    'Garden Plan',
    'template.yaml: id: must be small letters and digits with hyphens, for example related-services',
  ],
  ['template', ['period', 'from'], '13-01', 'template.yaml: period.from: must be a month and day, for example 04-01'],
  ['template', ['aims'], 'marks2', 'template.yaml: aims: no framework "marks2" under frameworks'],
  ['template', ['aims'], 'sizes', 'template.yaml: aims: "sizes" is not under tagged'],
  ['template', ['criteria'], 'colours', 'template.yaml: criteria: no framework "colours" under frameworks'],
  ['template', ['criteria'], undefined, 'rules.yaml: rules[0].criterion: no code "1" among the template\'s criteria'],
  ['template', ['tagged', 2], 'colours', 'template.yaml: tagged[2]: no framework "colours" under frameworks'],
  ['template', ['tagged', 2], 'aims', 'template.yaml: tagged[2]: "aims" is there twice'],
  ['template', ['frameworks', 3], 'aims@1999', 'template.yaml: frameworks[3]: no framework aims@1999'],
  ['template', ['frameworks', 3], 'sizes@2020', 'template.yaml: frameworks[3]: "sizes" is there twice'],
  ['template', ['bodyKinds', 0, 'lead'], false, 'template.yaml: bodyKinds: no kind of body leads the plan'],
  ['template', ['bodyKinds', 1, 'kind'], 'council', 'template.yaml: bodyKinds[1].kind: "council" is there twice'],
  ['blocks', ['bed', 'title'], 'nom', 'blocks.yaml: blocks.bed.title: no field "nom" in this block'],
  ['blocks', ['bed', 'title'], 'area', 'blocks.yaml: blocks.bed.title: the field "area" is neither text nor prose'],
  [
    'blocks',
    ['bed', 'fields', 1, 'framework'],
    undefined,
    'blocks.yaml: blocks.bed.fields[1].framework: is missing: a choice field needs it',
  ],
  [
    'blocks',
    ['bed', 'fields', 4, 'framework'],
    'sizes',
    'blocks.yaml: blocks.bed.fields[4].framework: does not go with date',
  ],
  [
    'blocks',
    ['bed', 'fields', 2, 'framework'],
    'colours',
    'blocks.yaml: blocks.bed.fields[2].framework: no framework "colours" in this template',
  ],
  [
    'blocks',
    ['bed', 'fields', 6, 'to'],
    undefined,
    'blocks.yaml: blocks.bed.fields[6].to: is missing: a links field needs it',
  ],
  ['blocks', ['bed', 'fields', 6, 'to', 1], 'shed', 'blocks.yaml: blocks.bed.fields[6].to[1]: no block type "shed"'],
  ['blocks', ['bed', 'fields', 4, 'unit'], 'm', 'blocks.yaml: blocks.bed.fields[4].unit: a date field counts nothing'],
  [
    'blocks',
    ['bed', 'fields', 10],
    { name: 'name', label: 'Again', kind: 'text' },
    'blocks.yaml: blocks.bed.fields[10].name: "name" is there twice',
  ],
  [
    'blocks',
    ['tool', 'fields', 0, 'smart'],
    'clever',
    'blocks.yaml: blocks.tool.fields[0].smart: must be one of specific, measurable, achievable, relevant, timed, not "clever"',
  ],
  ['blocks', ['tool', 'fields'], [], 'blocks.yaml: blocks.tool.fields: is empty'],
  [
    'blocks',
    ['Big Bed'],
    {},
    'blocks.yaml: blocks.Big Bed: must be small letters and digits with hyphens, for example related-services',
  ],
  ['sections', [0, 'guidance'], undefined, 'sections.yaml: sections[0].guidance: is missing'],
  ['sections', [0, 'source'], ' ', 'sections.yaml: sections[0].source: is empty'],
  ['sections', [0, 'title'], 7, 'sections.yaml: sections[0].title: must be text, not the number 7'],
  ['sections', [0, 'title'], 'x'.repeat(121), 'sections.yaml: sections[0].title: is longer than 120'],
  ['sections', [0, 'mandatory'], 'yes', 'sections.yaml: sections[0].mandatory: must be true or false, not "yes"'],
  ['sections', [3], section({ key: 'beds' }), 'sections.yaml: sections[3].key: "beds" is there twice'],
  ['sections', [3], section({ blocks: ['acton'] }), 'sections.yaml: sections[3].blocks[0]: no block type "acton"'],
  ['sections', [3], section({ blocks: ['bed', 'bed'] }), 'sections.yaml: sections[3].blocks[1]: "bed" is there twice'],
  [
    'sections',
    [3],
    section({ tags: { aims: ['a.ii'] } }),
    'sections.yaml: sections[3].tags.aims[0]: no code "a.ii" in aims',
  ],
  [
    'sections',
    [3],
    section({ tags: { aims: ['a.i', 'a.i'] } }),
    'sections.yaml: sections[3].tags.aims[1]: "a.i" is there twice',
  ],
  [
    'sections',
    [3],
    section({ tags: { sizes: ['big'] } }),
    'sections.yaml: sections[3].tags.sizes: sections are not tagged with "sizes"',
  ],
  [
    'sections',
    [3],
    section({ tags: { aims: 'a.i' } }),
    'sections.yaml: sections[3].tags.aims: must be a list, not "a.i"',
  ],
  [
    'sections',
    [3],
    section({ repeatable: true, mandatory: true }),
    'sections.yaml: sections[3].mandatory: a repeatable section cannot be mandatory',
  ],
  ['sections', [3], section({ copies: 2 }), 'sections.yaml: sections[3].copies: only a repeatable section has copies'],
  [
    'sections',
    [3],
    section({ exempt: 'cover', tags: { aims: ['a.i'] } }),
    'sections.yaml: sections[3].tags: an exempt section serves no aim',
  ],
  [
    'sections',
    [3],
    section({ start: [{ prose: 'a', block: 'bed' }] }),
    'sections.yaml: sections[3].start[0]: must be either prose or a block',
  ],
  [
    'sections',
    [3],
    section({ start: [{ prose: 'a', id: 'b' }] }),
    'sections.yaml: sections[3].start[0]: prose has neither id nor fields',
  ],
  [
    'sections',
    [3],
    section({ start: [{ block: 'shed' }] }),
    'sections.yaml: sections[3].start[0].block: no block type "shed"',
  ],
  [
    'sections',
    [3],
    section({
      start: [
        { block: 'bed', id: 'a' },
        { block: 'bed', id: 'a' },
      ],
    }),
    'sections.yaml: sections[3].start[1].id: "a" is there twice',
  ],
  ['rules', [0, 'kind'], 'other', 'rules.yaml: rules[0].kind: no rule kind "other"'],
  ['rules', [0, 'level'], 'fatal', 'rules.yaml: rules[0].level: must be one of error, warning, info, not "fatal"'],
  ['rules', [0, 'criterion'], '9', 'rules.yaml: rules[0].criterion: no code "9" among the template\'s criteria'],
  [
    'rules',
    [1],
    { id: 'G-01', kind: 'any', level: 'info', source: 'A', says: 'B' },
    'rules.yaml: rules[1].id: "G-01" is there twice',
  ],
]

/** A field of the block `bed`, a value it cannot start with, and why. */
const misfits: readonly (readonly [string, unknown, string])[] = [
  ['colour', 'red', 'no field "colour" in block type "bed"'],
  ['name', 5, 'must be text'],
  ['size', 'huge', 'no code "huge" in framework sizes'],
  ['fits', ['big', 'huge'], 'no code "huge" in framework sizes'],
  ['fits', 'big', 'must be a list'],
  ['area', '4', 'must be a number'],
  ['dug', 'spring', 'must be a day, for example 2026-04-01'],
  ['owner', 'council', 'cannot start filled: a template knows no bodies'],
  ['next', ['nowhere'], 'no block with the id "nowhere" starts in this section'],
  ['tools', 'here', 'leads to the block type "bed", which this field does not allow'],
  ['cost', { soon: 1 }, 'must give a number for each year, for example {"2026": 100}'],
  ['height', [{ at: 'soon', value: 1 }], 'must be a list of {at, value}'],
]

describe('parseTemplate', () => {
  it('[TPL1] reads a template in which everything fits', () => {
    expect(faultLines(smallTemplate)).toEqual([])
    const template = parseTexts(smallTemplate)
    expect(
      template.ok && template.value.sections.map(({ key, repeatable, copies }) => [key, repeatable, copies]),
    ).toEqual([
      ['cover', false, undefined],
      ['beds', false, undefined],
      ['bed', true, 2],
    ])
  })

  it.each(faulty)('[TPL1] names file, place and reason: %s %j = %j', (part, path, value, line) => {
    expect(faultLines({ ...smallTemplate, [part]: withValue(smallTemplate[part], path, value) })).toEqual([line])
  })

  it.each(misfits)('[TPL2] refuses a start value that does not fit its field: %s = %j', (field, value, reason) => {
    const start = [{ block: 'bed', id: 'here', fields: { [field]: value } }]
    const sections = withValue(smallTemplate.sections, [3], section({ start }))
    expect(faultLines({ ...smallTemplate, sections })).toEqual([
      `sections.yaml: sections[3].start[0].fields.${field}: ${reason}`,
    ])
  })

  it('[TPL3] collects the faults of all files at once', () => {
    const texts = {
      template: withValue(smallTemplate.template, ['title'], undefined),
      blocks: withValue(smallTemplate.blocks, ['bed', 'label'], ''),
      sections: withValue(smallTemplate.sections, [1, 'guidance'], undefined),
      rules: withValue(smallTemplate.rules, [0, 'says'], 3),
    }
    expect(faultLines(texts)).toEqual([
      'template.yaml: title: is missing',
      'blocks.yaml: blocks.bed.label: is empty',
      'sections.yaml: sections[1].guidance: is missing',
      'rules.yaml: rules[0].says: must be text, not the number 3',
    ])
  })

  it('[TPL4] reports settings that a rule kind refuses', () => {
    const kinds = new Map([['any', { bind: () => err('no field bed.nom') }]])
    expect(parseTexts(smallTemplate, undefined, kinds)).toEqual(
      err([{ file: 'rules.yaml', path: 'rules[0]', reason: 'no field bed.nom' }]),
    )
  })

  it('[TPL4] gives a rule without settings an empty mapping', () => {
    const template = parseTexts({ ...smallTemplate, rules: withValue(smallTemplate.rules, [0, 'with'], undefined) })
    expect(template.ok && template.value.rules[0]?.with).toEqual({})
    expect(anyRuleKind.size).toBe(1)
  })
})

describe('parseFramework', () => {
  const text = smallFrameworks['sizes@2020'] ?? ''
  const faultsOf = (file: string, yaml: string): readonly string[] => {
    const framework = parseFramework({ file, text: yaml })
    return framework.ok ? [] : framework.error.map(faultToLine)
  }

  it('[TPL5] is known by its id and edition, which name its file', () => {
    expect(faultsOf('frameworks/sizes@2020.yaml', text)).toEqual([])
    expect(faultsOf('frameworks/sizes.yaml', text)).toEqual(['frameworks/sizes.yaml: must be named sizes@2020.yaml'])
  })

  it('[TPL5] refuses codes given twice, codes that are numbers and days that are none', () => {
    const file = 'sizes@2020.yaml'
    expect(faultsOf(file, withValue(text, ['codes', 1, 'code'], 'big'))).toEqual([
      `${file}: codes[1].code: "big" is there twice`,
    ])
    expect(faultsOf(file, withValue(text, ['codes', 1, 'code'], 1))).toEqual([
      `${file}: codes[1].code: must be text, not the number 1`,
    ])
    expect(faultsOf(file, withValue(text, ['from'], '2017-02-30'))).toEqual([
      `${file}: from: must be a day, for example 2017-04-01`,
    ])
  })
})
