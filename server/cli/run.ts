/**
 * Runs one command line. Results go to `out`, refusals and failures to `err`, both as JSON where `--json` stands
 * anywhere in it. Ends with 0 (done), 1 (refused, failed, or an answer that is bad news) or 2 (wrong use, nothing done).
 */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { err, ok, type Result } from '../../shared/result.ts'
import type { ActionError } from '../actions/errors.ts'
import { sayMachineFault } from '../machine-fault.ts'
import { command, describeAll, describeVerb, usageOf, verbToJson } from './help.ts'
import { wrongUse, type Answer, type Typed, type Verb } from './verb.ts'
import { verbs } from './verbs/index.ts'
import type { World } from './world.ts'

export type ExitCode = 0 | 1 | 2

export interface Terminal {
  /** Each prints one piece of text and ends the line. */
  out(text: string): void
  err(text: string): void
}

type Outcome = Result<Answer, ActionError>

const optionsOf = (verb: Verb): ParseArgsOptionsConfig => ({
  ...Object.fromEntries(
    verb.options.map(({ name, value, repeatable }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeatable ?? false },
    ]),
  ),
  help: { type: 'boolean', short: 'h' },
})

const isWrongUse = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

/** In our words; of the library's only the option's name is taken, which stands between quotes. */
const sayWrongUse = ({ code, message }: Error & { readonly code: string }): string => {
  const named = /'(?:-\w, )?(-[^\s']+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${named}.`
  return message.includes('does not take an argument') ? `${named} takes no value.` : `${named}: the value is missing.`
}

const parseTyped = (verb: Verb, words: readonly string[]): Result<Typed, ActionError> => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: optionsOf(verb), allowPositionals: true })
    const extra = positionals[verb.arguments.length]
    if (extra !== undefined) return wrongUse(`"${extra}" is one too many. Use: ${usageOf(verb)}`)
    const named = verb.arguments.map(({ name }, at) => [name, positionals[at]] as const)
    return ok({ ...values, ...Object.fromEntries(named) })
  } catch (error) {
    if (isWrongUse(error)) return wrongUse(`${sayWrongUse(error)} Use: ${usageOf(verb)}`)
    throw error
  }
}

/** The verb the words begin with, and the words after it. */
const findVerb = (words: readonly string[]): { readonly verb: Verb; readonly rest: readonly string[] } | null => {
  const verb = verbs.find(({ name }) => name.split(' ').every((part, at) => words[at] === part))
  return verb ? { verb, rest: words.slice(verb.name.split(' ').length) } : null
}

const helpFor = (verb: Verb): Answer => ({ json: verbToJson(verb), text: describeVerb(verb) })

/** Of a word that several verbs begin with, these; else all there are. */
const unknown = (words: readonly string[]): Result<never, ActionError> => {
  const alike = verbs.filter(({ name }) => name.split(' ')[0] === words[0])
  const known = (alike.length > 0 ? alike : verbs).map(({ name }) => name).join(', ')
  const more = `Each with what it does: ${command} help`
  return wrongUse(
    words.length === 0 ? `Say what to do: ${known}.\n${more}` : `"${words.join(' ')}" is none of: ${known}.\n${more}`,
  )
}

/** How people ask for help, whichever they are used to. */
const isHelp = (word: string | undefined): boolean => word === 'help' || word === '--help' || word === '-h'

const help = (words: readonly string[]): Outcome => {
  if (words.length === 0 || isHelp(words[0]))
    return ok({ json: { verbs: verbs.map(verbToJson) }, text: describeAll(verbs) })
  const found = findVerb(words)
  return found ? ok(helpFor(found.verb)) : unknown(words)
}

const failure = (error: unknown, { dataFolder }: World): Result<never, ActionError> => {
  const says = sayMachineFault(error, dataFolder) ?? (error instanceof Error ? error.message : String(error))
  return err({ type: 'internal', says })
}

const runVerb = async (verb: Verb, words: readonly string[], world: World): Promise<Outcome> => {
  const typed = parseTyped(verb, words)
  if (!typed.ok) return typed
  const { help: asksHelp, ...given } = typed.value
  if (asksHelp === true) return ok(helpFor(verb))
  try {
    return await verb.run(world, given)
  } catch (error) {
    return failure(error, world)
  }
}

const obey = (words: readonly string[], world: World): Promise<Outcome> => {
  const asked = words.filter((word) => word !== '--json')
  if (isHelp(asked[0])) return Promise.resolve(help(asked.slice(1)))
  const found = findVerb(asked)
  return found ? runVerb(found.verb, found.rest, world) : Promise.resolve(unknown(asked))
}

const print = (outcome: Outcome, asJson: boolean, terminal: Terminal): void => {
  if (outcome.ok) terminal.out(asJson ? JSON.stringify(outcome.value.json, null, 2) : outcome.value.text)
  else terminal.err(asJson ? JSON.stringify({ error: outcome.error }, null, 2) : outcome.error.says)
}

const exitCodeOf = (outcome: Outcome): ExitCode => {
  if (outcome.ok) return outcome.value.failed ? 1 : 0
  return outcome.error.type === 'malformed' ? 2 : 1
}

/** For each variable that is wrong: its name, what is wrong. */
const wrongEnvironment = (lines: readonly string[]): Result<never, ActionError> => {
  const faults = lines.map((line) => {
    const [path = '', ...says] = line.split(': ')
    return { path, says: says.join(': ') }
  })
  return wrongUse(['The environment is not right:', ...lines.map((line) => `  ${line}`)].join('\n'), faults)
}

/** `words` is what was typed after the command itself; where there is no world the environment is not right. */
export const runCli = async (
  words: readonly string[],
  world: Result<World, readonly string[]>,
  terminal: Terminal,
): Promise<ExitCode> => {
  const outcome = world.ok ? await obey(words, world.value) : wrongEnvironment(world.error)
  print(outcome, words.includes('--json'), terminal)
  return exitCodeOf(outcome)
}
