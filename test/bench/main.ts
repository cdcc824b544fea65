/**
 * `npm run bench`: prints measured figures and ratios, and never fails for being slow: figures of different machines
 * cannot be compared, ratios within a run can. `sync` or `page` runs only that; `--quick` runs few rounds, `--json`
 * prints for programs; `--only twenty,closed` names scenarios (and servers) of `sync`.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { table } from './figures.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    words: { type: 'string', default: '60000' },
    only: { type: 'string', default: '' },
  },
})

const tell = (line: string): void => void process.stderr.write(`${line}\n`)
const isWanted = (part: string): boolean => positionals.length === 0 || positionals.includes(part)
const roundsOf = (quick: number, usual: number): number => Number(values.rounds ?? (values.quick ? quick : usual))
const print = (title: string, text: string, figures: object): void =>
  void process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `\n${title}\n\n${text}\n`)

if (isWanted('sync')) {
  const only = values.only.split(',').filter((name) => name !== '')
  const { benchSync } = await import('./sync/bench.ts')
  const { title, text, measured } = await benchSync({ rounds: roundsOf(3, 7), only, tell })
  print(title, text, { sync: measured })
}
if (isWanted('page')) {
  const { benchPage } = await import('./page/bench.ts')
  const page = await benchPage({ words: Number(values.words), rounds: roundsOf(1, 3), tell })
  print(page.title, table(page.rows, page.subjects), { page })
}
process.exit(0)
