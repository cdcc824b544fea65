/**
 * What a verb of the command line is: its words for `help`, what it takes, what it does. Input is parsed by a schema
 * before the verb runs, so that a wrong option is told by its name and nothing has happened yet.
 */
import { z } from 'zod'
import type { ApiError } from '../../shared/api/error.ts'
import { err, type Result } from '../../shared/result.ts'
import { sayIssue } from '../../shared/say-issue.ts'
import type { ActionError } from '../actions/errors.ts'
import type { World } from './world.ts'

export interface Argument {
  readonly name: string
  readonly says: string
}
export interface Option extends Argument {
  /** What stands after the option; absent for a switch. */
  readonly value?: string
  readonly required?: true
  readonly repeatable?: true
}

export interface Answer {
  /** Printed as it is with `--json`. */
  readonly json: unknown
  /** Printed otherwise. */
  readonly text: string
  /** The command did its work and the answer is bad news: exit code 1. */
  readonly failed?: boolean
}

/** What was typed, by the names of arguments and options. */
export type Typed = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

export interface VerbWords {
  /** One or two words: `plan create`. */
  readonly name: string
  readonly says: string
  /** In the order they are typed; all are required. */
  readonly arguments: readonly Argument[]
  readonly options: readonly Option[]
  /** Each as typed after `npm run comhla --`. */
  readonly examples: readonly string[]
}

export interface Verb extends VerbWords {
  run(world: World, typed: Typed): Promise<Result<Answer, ActionError>>
}

export interface VerbSpec<S extends z.ZodType> extends VerbWords {
  readonly input: S
  run(world: World, input: z.output<S>): Promise<Result<Answer, ActionError>>
}

type Fault = NonNullable<ApiError['faults']>[number]

/** Wrong use: what was typed does not fit. */
export const wrongUse = (says: string, faults: readonly Fault[] = []): Result<never, ActionError> =>
  err({ type: 'malformed', says, ...(faults.length > 0 ? { faults } : {}) })

const typedName = (words: VerbWords, name: string): string =>
  words.options.some((option) => option.name === name) ? `--${name}` : `<${name}>`

const faultOf = (words: VerbWords, typed: Typed, { path, message }: z.core.$ZodIssue): Fault => {
  const name = String(path[0] ?? '')
  return { path: typedName(words, name), says: typed[name] === undefined ? 'is missing' : message }
}

export const createVerb = <S extends z.ZodType>({ input, run, ...words }: VerbSpec<S>): Verb => ({
  ...words,
  run: (world, typed) => {
    const parsed = input.safeParse(typed, { error: sayIssue })
    if (parsed.success) return run(world, parsed.data)
    const faults = parsed.error.issues.map((issue) => faultOf(words, typed, issue))
    const says = faults.map((fault) => `${fault.path}: ${fault.says}`).join('\n')
    return Promise.resolve(wrongUse(says, faults))
  },
})
