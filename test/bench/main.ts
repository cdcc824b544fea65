/**
 * `npm run bench`: prints measured figures and ratios, and never fails for being slow: figures of different machines
 * cannot be compared, ratios within a run can. `--help` says what can be asked of it.
 */
import process from 'node:process'
import { readAsked, usage } from './asked.ts'
import { table } from './figures.ts'

const typed = process.argv.slice(2)
const tell = (line: string): void => void process.stderr.write(`${line}\n`)

if (typed.includes('--help') || typed.includes('-h')) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const asked = readAsked(typed)
if (!asked.ok) {
  tell(`${asked.error}\n\n${usage}`)
  process.exit(1)
}
const { parts, isQuick, isJson, rounds, words, only } = asked.value

const roundsOf = (quick: number, usual: number): number => rounds ?? (isQuick ? quick : usual)
const print = (title: string, text: string, figures: object): void =>
  void process.stdout.write(isJson ? `${JSON.stringify(figures)}\n` : `\n${title}\n\n${text}\n`)

if (parts.has('sync')) {
  const { benchSync } = await import('./sync/bench.ts')
  const { title, text, measured } = await benchSync({ rounds: roundsOf(3, 7), only, tell })
  print(title, text, { sync: measured })
}
if (parts.has('page')) {
  const { benchPage } = await import('./page/bench.ts')
  const page = await benchPage({ words, rounds: roundsOf(1, 3), tell })
  print(page.title, table(page.rows, page.subjects), { page })
}
process.exit(0)
