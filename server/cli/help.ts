/** The words of `help`, made from the verbs themselves. */
import type { Option, Verb } from './verb.ts'

/** What is typed before a verb. */
export const command = 'npm run comhla --'

const optionWords = ({ name, value }: Option): string => (value === undefined ? `--${name}` : `--${name} <${value}>`)

const optionUse = (option: Option): string => {
  const words = `${optionWords(option)}${option.repeatable ? ' ...' : ''}`
  return option.required ? words : `[${words}]`
}

/** The verb with all it takes: `invite <planId> --email <email> ...` */
export const usageOf = (verb: Verb): string =>
  [verb.name, ...verb.arguments.map(({ name }) => `<${name}>`), ...verb.options.map(optionUse)].join(' ')

const column = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

const jsonWords = ['--json', 'Print the result, and errors, as JSON.'] as const

export const describeVerb = (verb: Verb): string =>
  [
    verb.says,
    '',
    `  ${command} ${usageOf(verb)}`,
    '',
    ...column([
      ...verb.arguments.map(({ name, says }) => [`<${name}>`, says] as const),
      ...verb.options.map((option) => [optionWords(option), option.says] as const),
      jsonWords,
    ]),
    '',
    'Examples',
    ...verb.examples.map((example) => `  ${command} ${example}`),
  ].join('\n')

export const describeAll = (verbs: readonly Verb[]): string =>
  [
    'Works on the data folder (COMHLA_DATA), beside a running server, too, where a verb does not say otherwise.',
    '',
    ...column(verbs.map(({ name, says }) => [name, says] as const)),
    '',
    `What a verb takes: ${command} help <verb>`,
    'Exit code: 0 done, 1 refused or failed, 2 wrong use.',
  ].join('\n')

/** The same for programs. */
export const verbToJson = (verb: Verb) => ({
  name: verb.name,
  says: verb.says,
  usage: usageOf(verb),
  arguments: verb.arguments,
  options: verb.options,
  examples: verb.examples,
})
