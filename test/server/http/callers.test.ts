import { describe, expect, it } from 'vitest'
import { createCallers } from '../../../server/http/callers.ts'
import type { ApiError } from '../../../shared/api/error.ts'
import { createServerWorld } from '../../support/server-world.ts'

/** Turns come when told; a request begins, is written down by its name, and stays under way until it is let go. */
const createTurns = () => {
  const soon: (() => void)[] = []
  const callers = createCallers({ soon: (run) => void soon.push(run) })
  const begun: string[] = []
  const leaves: (() => void)[] = []
  const begin = async (name: string, entered: Promise<() => void>): Promise<void> => {
    const leave = await entered
    begun.push(name)
    leaves.push(leave)
  }
  const ask = (person: string, name = person): boolean => {
    const entered = callers.enter(person)
    if (entered !== null) void begin(name, entered)
    return entered !== null
  }
  /** One turn; false when there is none to come. */
  const turn = async (): Promise<boolean> => {
    const run = soon.shift()
    run?.()
    await Promise.resolve()
    return run !== undefined
  }
  const turns = async (): Promise<void> => {
    while (await turn());
  }
  return { ask, turn, turns, begun, letGo: () => leaves.shift()?.(), planned: () => soon.length }
}

describe('the turns of callers', () => {
  it('[HTTP12] begin one request each, the people by turns, everybody in their own order', async () => {
    const { ask, turn, turns, begun } = createTurns()
    for (const name of ['Ada 1', 'Ada 2', 'Ada 3']) ask('Ada', name)
    await turn()
    expect(begun).toEqual(['Ada 1'])
    ask('Ben', 'Ben 1')
    ask('Ben', 'Ben 2')
    await turns()
    expect(begun).toEqual(['Ada 1', 'Ada 2', 'Ben 1', 'Ada 3', 'Ben 2'])
  })

  it('[HTTP12] hold a person to 24 under way, and nobody else by them', async () => {
    const { ask, turns, begun, letGo } = createTurns()
    for (let count = 0; count < 30; count += 1) ask('Ada')
    await turns()
    expect(begun.length).toBe(24)
    ask('Ben')
    await turns()
    expect(begun.slice(24)).toEqual(['Ben'])
    letGo()
    letGo()
    await turns()
    expect(begun.slice(25)).toEqual(['Ada', 'Ada'])
  })

  it('[HTTP12] let 256 more wait and no others, until some have begun', async () => {
    const { ask, turns, begun, letGo } = createTurns()
    const askMany = (count: number): number => Array.from({ length: count }, () => ask('Ada')).filter(Boolean).length
    expect(askMany(24)).toBe(24)
    await turns()
    expect(askMany(300)).toBe(256)
    expect(ask('Ben')).toBe(true)
    letGo()
    await turns()
    expect([begun.length, askMany(2)]).toEqual([26, 1])
  })

  it('[HTTP12] plan nothing while nobody may begin', async () => {
    const { ask, turns, letGo, planned } = createTurns()
    for (let count = 0; count < 25; count += 1) ask('Ada')
    await turns()
    expect(planned()).toBe(0)
    for (let count = 0; count < 25; count += 1) {
      letGo()
      await turns()
    }
    expect(planned()).toBe(0)
  })
})

describe('who asks for very much at once', () => {
  it('[HTTP12] is told when to come again, and nobody else is', async () => {
    const world = await createServerWorld()
    const ask = () => world.ask('Rae', 'GET /api/plans/:planId')
    await ask()
    const many = Promise.all(Array.from({ length: 300 }, ask))
    const other = await world.ask('Dara', 'GET /api/plans/:planId')
    const answers = await many
    const refused = answers.filter(({ status }) => status !== 200)
    expect([other.status, refused.length]).toEqual([200, 44])
    for (const { status, headers, json } of refused) {
      expect([status, headers.get('retry-after'), (json as ApiError).type]).toEqual([429, '5', 'too-many'])
    }
    expect((await ask()).status).toBe(200)
  })

  it('[HTTP12] has what waits judged when its turn comes: not by a session that was ended meanwhile', async () => {
    const world = await createServerWorld()
    await world.ask('Rae', 'GET /api/me')
    const ended = world.ask('Rae', 'POST /api/sign-out')
    const behind = world.ask('Rae', 'GET /api/plans/:planId')
    expect([(await ended).status, (await behind).status]).toEqual([204, 401])
  })
})
