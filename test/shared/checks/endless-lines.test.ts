/**
 * What somebody may put into one line to keep everybody waiting. Lines are a megabyte, as long as one change may be:
 * whatever is looked for at each place of such a line, to its end, takes longer than the test may.
 */
import { describe, expect, it } from 'vitest'
import { runChecks } from '../../../shared/checks/run.ts'
import { blockTitle, wholeBlockTitle } from '../../../shared/plan/text.ts'
import { block, body, h, p, plan, section } from '../../support/plan.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

const megabyte = 1024 * 1024
const endless = (unit: string): string => unit.repeat(Math.ceil(megabyte / unit.length))

/** `AAAA AAAB AAAC …`: short forms, each another one. */
const shortForms = (): string =>
  Array.from({ length: megabyte / 5 }, (_, at) =>
    [17_576, 676, 26, 1].map((size) => String.fromCharCode(65 + (Math.floor(at / size) % 26))).join(''),
  ).join(' ')

const lines: Readonly<Record<string, string>> = {
  'space before a word': `${endless(' ')}x`,
  'space within a heading': `Priority 1: a${endless(' ')}x`,
  'space before what a heading lacks': `Priority${endless(' ')}x`,
  'one word in capitals': endless('A'),
  'one word': endless('a'),
  'short forms': `${shortForms()} x`,
  'opened brackets': endless('['),
  'words in brackets': endless('[why] '),
  'short forms before brackets': endless('Ab TB ('),
  'words of a name': endless('Aa and '),
}

const template = smallTemplate(
  rule('1', 'no-placeholder', { words: ['TBC'] }),
  rule('2', 'acronyms-defined', { glossary: ['entry.term'] }),
  rule('3', 'names-agree', { name: 'priority.name', prefix: 'Priority' }),
  rule('4', 'every-code-tagged', { framework: 'aims' }),
)

describe('a line without end', () => {
  for (const [name, line] of Object.entries(lines))
    it(`[CHK31] of ${name} is read through once, as prose, heading and title`, () => {
      const titled = block('priority', { name: line })
      const reading = {
        ...plan(section('one', {}, p(line), h(3, line), titled, block('priority', { name: 'Listening' }))),
        bodies: [body('b1', 'Strathness Council of Voices')],
      }
      expect(runChecks(reading, template).length).toBeLessThan(600)
      expect(blockTitle(titled, template).length).toBeLessThan(100)
      expect(wholeBlockTitle(titled, template).length).toBeLessThan(1_100)
    })
})
