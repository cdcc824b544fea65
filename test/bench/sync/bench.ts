/**
 * The server beside others, the same crowd before each: every scenario runs on all of them one after the other, round by
 * round, so that what else the machine does falls on all. Every round starts fresh servers on copies of the same data.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { measures, type Measured, report } from './measures.ts'
import { runClosedLoop } from './scenarios/closed-loop.ts'
import { runCursors } from './scenarios/cursors.ts'
import { runJoining, runReturning } from './scenarios/joining.ts'
import { runPairs } from './scenarios/pairs.ts'
import { type Pace, runTyping } from './scenarios/typing.ts'
import { type Figures, type Stage, type Texts, writeTexts } from './stage.ts'
import { findSubjects, prepare, type PreparedSubject, type RunningSubject } from './subjects.ts'

export interface SyncBench {
  readonly title: string
  readonly measured: readonly Measured[]
  readonly text: string
}

export interface SyncBenchOptions {
  readonly rounds: number
  /** Names of scenarios, and of servers; empty for all. */
  readonly only: readonly string[]
  tell(line: string): void
}

const typing = (pace: Pace) => (stage: Stage) => runTyping(stage, pace)

/** In this order; the first makes the servers' code warm, as days of work do, and is not told of. */
const scenarios: Readonly<Record<string, (stage: Stage) => Promise<Figures>>> = {
  warm: (stage) => runClosedLoop(stage, 'warm'),
  joining: runJoining,
  returning: runReturning,
  twenty: typing({ room: 'twenty', clients: 20, perSecond: 5, seconds: 4 }),
  hundred: typing({ room: 'hundred', clients: 100, perSecond: 5, seconds: 2 }),
  crowded: typing({ room: 'crowded', clients: 300, perSecond: 2, seconds: 3 }),
  closed: (stage) => runClosedLoop(stage, 'closed'),
  cursors: runCursors,
  pairs: runPairs,
}

/** Sockets just closed take a moment to be gone for the server. */
const settleMs = 250

const runScenario = async (name: string, stage: Stage, tell: SyncBenchOptions['tell']): Promise<Figures> => {
  try {
    const figures = await scenarios[name]?.(stage)
    await wait(settleMs)
    return figures ?? {}
  } catch (error) {
    tell(`  ${stage.running.subject.name}, ${name}: ${String(error)}`)
    return {}
  }
}

/** Whether `name`, one of `all`, is asked for; it is where none of them is. */
const isWanted = (only: readonly string[], all: readonly string[], name: string): boolean =>
  only.includes(name) || !all.some((other) => only.includes(other))

type Results = Map<string, Map<string, Figures[]>>

const keep = (results: Results, scenario: string, subject: string, figures: Figures): void => {
  const bySubject = results.get(scenario) ?? new Map<string, Figures[]>()
  results.set(scenario, bySubject)
  bySubject.set(subject, [...(bySubject.get(subject) ?? []), figures])
}

const runRound = async (
  prepared: readonly PreparedSubject[],
  texts: Texts,
  results: Results,
  { only, tell }: SyncBenchOptions,
): Promise<void> => {
  const running: RunningSubject[] = []
  try {
    for (const one of prepared) running.push(await one.start())
    for (const name of Object.keys(scenarios)) {
      if (name !== 'warm' && !isWanted(only, Object.keys(scenarios), name)) continue
      for (const one of running)
        keep(results, name, one.subject.name, await runScenario(name, { running: one, texts }, tell))
    }
  } finally {
    for (const one of running) await one.stop()
  }
}

const measuredOf = (prepared: readonly PreparedSubject[], results: Results): readonly Measured[] =>
  measures
    .filter(({ scenario }) => results.has(scenario))
    .map((measure) => ({
      measure,
      series: prepared.map(({ subject: { name, kind } }) => ({
        name,
        kind,
        figures: (results.get(measure.scenario)?.get(name) ?? [])
          .map((figures) => figures[measure.figure])
          .filter((figure) => figure !== undefined),
      })),
    }))

export const benchSync = async (options: SyncBenchOptions): Promise<SyncBench> => {
  const { rounds, only, tell } = options
  const texts = writeTexts()
  const found = findSubjects(tell)
  const names = found.map(({ name }) => name)
  const wanted = found.filter(({ name }) => isWanted(only, names, name))
  const prepared: PreparedSubject[] = []
  const results: Results = new Map()
  try {
    for (const subject of wanted) prepared.push(await prepare(subject, texts))
    for (let round = 1; round <= rounds; round += 1) {
      tell(`servers, round ${round} of ${rounds}`)
      await runRound(prepared, texts, results, options)
    }
  } finally {
    for (const one of prepared) one.forget()
  }
  const measured = measuredOf(prepared, results)
  return { title: `Rooms over sockets, ${rounds} interleaved rounds`, measured, text: report(measured) }
}
