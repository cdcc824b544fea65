/** What is asked of the bench on its command line. */
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../shared/result.ts'

export interface Asked {
  readonly parts: ReadonlySet<string>
  readonly isQuick: boolean
  readonly isJson: boolean
  /** Null for the usual number. */
  readonly rounds: number | null
  readonly words: number
  /** Names of scenarios and of servers; none for all. */
  readonly only: readonly string[]
}

const parts: readonly string[] = ['sync', 'page']

export const usage = `npm run bench -- [sync] [page]   rooms beside other servers, the page beside one big editor; both if none is named
  --quick         few rounds
  --rounds N      so many rounds
  --words N       words of the page's plan, 60000 if not said
  --only A,B      these scenarios and servers of sync only
  --json          for programs`

const readCount = (name: string, typed: string): number => {
  if (!/^[1-9]\d{0,6}$/.test(typed)) throw new Error(`--${name} must be a whole number from 1`)
  return Number(typed)
}

const read = (typed: readonly string[]): Asked => {
  const { values, positionals } = parseArgs({
    args: [...typed],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      words: { type: 'string', default: '60000' },
      only: { type: 'string', default: '' },
    },
  })
  const unknown = positionals.find((part) => !parts.includes(part))
  if (unknown !== undefined) throw new Error(`There is no bench "${unknown}": ${parts.join(' or ')}`)
  return {
    parts: new Set(positionals.length === 0 ? parts : positionals),
    isQuick: values.quick,
    isJson: values.json,
    rounds: values.rounds === undefined ? null : readCount('rounds', values.rounds),
    words: readCount('words', values.words),
    only: values.only.split(',').filter((name) => name !== ''),
  }
}

/** What is asked, or what is wrong with it in words. */
export const readAsked = (typed: readonly string[]): Result<Asked, string> => {
  try {
    return ok(read(typed))
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}
