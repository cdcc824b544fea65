import { describe, expect, it } from 'vitest'
import { faultToLine } from '../../../shared/template/fault.ts'
import { maxFileChars, readYaml } from '../../../shared/template/yaml.ts'

const read = (text: string) => readYaml({ file: 'x.yaml', text }, 'rules')
const lines = (text: string): readonly string[] => {
  const yaml = read(text)
  return yaml.ok ? [] : yaml.error.map(faultToLine)
}

describe('readYaml', () => {
  it('[TPL6] reads days and quoted numbers as text', () => {
    expect(read("a: 2017-04-01\nb: '14'\nc: 3")).toEqual({ ok: true, value: { a: '2017-04-01', b: '14', c: 3 } })
  })

  it.each([
    ['aliases', '- a: &x 1\n- b: *x', 'x.yaml: rules[1].b: is an alias; write the value out'],
    ['aliases that lead nowhere', '- *x', 'x.yaml: rules[0]: is an alias; write the value out'],
    ['merge keys', 'a: { <<: { b: 1 } }', 'x.yaml: rules.a.<<: is a key that is not allowed'],
    [
      'keys that reach a prototype',
      'a: { __proto__: { b: 1 } }',
      'x.yaml: rules.a.__proto__: is a key that is not allowed',
    ],
    ['tags', 'a: [!!binary aGk=]', 'x.yaml: rules.a[0]: has a tag: tag:yaml.org,2002:binary'],
    ['keys given twice', 'a: 1\na: 2', 'x.yaml: rules: is not valid YAML: Map keys must be unique at line 2, column 1'],
    ['text that is too long', `a: ${'x'.repeat(maxFileChars)}`, 'x.yaml: rules: is longer than 262144 characters'],
    ['brackets that nest too deep', '['.repeat(100_000), 'x.yaml: rules: nests more than 64 deep'],
    ['dashes that nest too deep', '- '.repeat(100_000), 'x.yaml: rules: nests more than 64 deep'],
  ])('[TPL6] refuses %s', (_what, text, line) => {
    expect(lines(text)).toEqual([line])
  })

  it.each([['{a: 1'], ['a: b: c'], ['a: 1\n---\nb: 2'], ['a: !strange 1'], ['? [a]\n: 1'], ['a: "\u0000']])(
    '[TPL6] refuses what is not one plain YAML document: %j',
    (text) => {
      expect(lines(text).length).toBeGreaterThan(0)
    },
  )
})
