import { expect, it } from 'vitest'
import {
  codeLabel,
  findBlockType,
  findField,
  findFramework,
  firstSections,
  sectionType,
  taggedFrameworks,
} from '../../../shared/template/lookup.ts'
import { parseTexts, smallTemplate } from './template-source.ts'

it('[TPL7] finds what a template names and gives nothing for names it does not know', () => {
  const parsed = parseTexts(smallTemplate)
  if (!parsed.ok) throw new Error('the small template does not parse')
  const template = parsed.value
  const bed = findBlockType(template, 'bed')
  expect(bed && findField(bed, 'size')?.label).toBe('Size')
  expect(bed && findField(bed, 'colour')).toBeUndefined()
  expect(findBlockType(template, 'shed')).toBeUndefined()
  expect(findFramework(template, 'sizes')?.ref).toBe('sizes@2020')
  expect(codeLabel(template, 'sizes', 'big')).toBe('Big')
  expect(codeLabel(template, 'sizes', 'huge')).toBe('huge')
  expect(codeLabel(template, 'colours', 'red')).toBe('red')
  expect(sectionType(template, 'beds')?.title).toBe('Beds')
  expect(sectionType(template, null)).toBeUndefined()
  expect(taggedFrameworks(template).map(({ id }) => id)).toEqual(['aims', 'marks'])
})

it('[PLAN8] begins a plan with every section, a repeatable one as often as the template says', () => {
  const parsed = parseTexts(smallTemplate)
  if (!parsed.ok) throw new Error('the small template does not parse')
  const keys = firstSections(parsed.value).map(({ key }) => key)
  expect(keys).toEqual(['cover', 'beds', 'bed', 'bed'])
})
