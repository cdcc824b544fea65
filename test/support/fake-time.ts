/** Time that passes when told. Tasks that come due run in the order of their moments. */
export interface FakeTime {
  readonly now: () => number
  readonly later: (ms: number, run: () => void) => () => void
  /** Lets time pass, and what follows from it happen. */
  pass(ms: number): Promise<void>
}

interface Alarm {
  readonly at: number
  readonly run: () => void
}

/** Lets tasks of this turn run. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

export const createFakeTime = (): FakeTime => {
  let time = 1_780_000_000_000
  let alarms: readonly Alarm[] = []
  const next = (until: number): Alarm | undefined =>
    alarms.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
  return {
    now: () => time,
    later: (ms, run) => {
      const alarm = { at: time + ms, run }
      alarms = [...alarms, alarm]
      return () => void (alarms = alarms.filter((other) => other !== alarm))
    },
    pass: async (ms) => {
      const until = time + ms
      await breathe()
      for (let due = next(until); due !== undefined; due = next(until)) {
        const { at, run } = due
        alarms = alarms.filter((other) => other.run !== run)
        time = at
        run()
        await breathe()
      }
      time = until
      await breathe()
    },
  }
}
