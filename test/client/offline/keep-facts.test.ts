import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { meQuery, planQuery, readingsQuery, templateQuery, threadsQuery } from '../../../client/api/queries.ts'
import { CallFault } from '../../../client/api/call.ts'
import type { CopyStore, KeptFacts } from '../../../client/device/copy-store.ts'
import { createDeviceCopy } from '../../../client/device/device-copy.ts'
import { keepFacts } from '../../../client/offline/keep-facts.ts'
import { factsOf } from '../../support/kept-facts.ts'

beforeEach(() => void vi.useFakeTimers({ now: 100_000 }))
afterEach(() => void vi.useRealTimers())

const createWorld = async ({ isOn = true } = {}) => {
  const stored: KeptFacts[] = []
  const world = { isConnected: true, isFull: false }
  const store: Partial<CopyStore> = {
    writeAbout: async () => 'about',
    close: () => undefined,
    keepFacts: async (facts) => {
      if (world.isFull) throw new DOMException('The disk is full', 'QuotaExceededError')
      stored.push(facts)
      return 'facts'
    },
  }
  const { copy: device } = createDeviceCopy(
    {
      now: Date.now,
      open: async () => store as CopyStore,
      onMade: () => undefined,
      onRemoved: async () => undefined,
    },
    { personId: 'ada', planId: 'plan1' },
  )
  if (isOn) await device.turnOn()
  const queries = new QueryClient()
  const hidden: (() => void)[] = []
  const stop = keepFacts(
    {
      queries,
      device,
      now: Date.now,
      isConnected: () => world.isConnected,
      onHidden: (listener) => {
        hidden.push(listener)
        return () => undefined
      },
    },
    'plan1',
  )
  onTestFinished(() => {
    stop()
    queries.clear()
  })
  /** The server has answered all that the page asks for. */
  const answer = (title = 'The plan'): void => {
    const { plan, template, readings, threads } = factsOf('ada', title)
    queries.setQueryData(planQuery('plan1').queryKey, plan)
    queries.setQueryData(templateQuery('plan1').queryKey, template)
    queries.setQueryData(readingsQuery('plan1').queryKey, readings)
    queries.setQueryData(threadsQuery('plan1').queryKey, threads)
  }
  const titles = () => stored.map(({ plan }) => plan.title)
  const hide = (): void => hidden.forEach((listener) => listener())
  return { world, device, queries, stored, answer, titles, hide, pass: vi.advanceTimersByTimeAsync }
}

describe('the facts of a plan', () => {
  it('[COPY14] are stored whole, as of when they were true, and anew at most every ten seconds', async () => {
    const { answer, stored, titles, pass } = await createWorld()
    answer()
    await pass(0)
    expect(stored).toEqual([{ ...factsOf('ada', 'The plan'), at: 100_000 }])
    for (const title of ['second', 'third']) answer(title)
    await pass(9_000)
    expect(titles()).toEqual(['The plan'])
    await pass(1_000)
    expect([titles(), stored[1]?.at]).toEqual([['The plan', 'third'], 110_000])
  })

  it('[COPY14] are stored after ten seconds also where the clock was set back', async () => {
    const { answer, titles, pass } = await createWorld()
    answer()
    await pass(0)
    vi.setSystemTime(Date.now() - 3_600_000)
    answer('second')
    await pass(10_000)
    expect(titles()).toEqual(['The plan', 'second'])
  })

  it('[COPY14] are stored as the page goes out of sight, as of then', async () => {
    const { answer, stored, hide, pass } = await createWorld()
    answer()
    await pass(0)
    await pass(3_600_000)
    hide()
    await pass(0)
    expect(stored.map(({ at }) => at)).toEqual([100_000, 3_700_000])
  })

  it('[COPY14] are stored once the copy is made, and not before', async () => {
    const { answer, titles, device, hide, pass } = await createWorld({ isOn: false })
    answer()
    hide()
    await pass(60_000)
    expect(titles()).toEqual([])
    await device.turnOn()
    await pass(0)
    expect(titles()).toEqual(['The plan'])
  })

  it('[COPY12] are not stored without a connection, while an answer is missing, or known to be old', async () => {
    const { world, answer, titles, queries, hide, pass } = await createWorld()
    queries.setQueryData(planQuery('plan1').queryKey, factsOf('ada').plan)
    await pass(20_000)
    world.isConnected = false
    answer()
    hide()
    await pass(20_000)
    world.isConnected = true
    await queries.invalidateQueries({ queryKey: threadsQuery('plan1').queryKey })
    hide()
    await pass(20_000)
    expect(titles()).toEqual([])
  })

  it('[COPY12] are not stored once the server has said that one is signed out', async () => {
    const { answer, titles, queries, hide, pass } = await createWorld()
    const queryFn = () => Promise.reject(new CallFault({ type: 'sign-in', says: 'Sign in first.' }, 401))
    await queries.prefetchQuery({ ...meQuery, queryFn, retry: false })
    answer()
    hide()
    await pass(20_000)
    expect(titles()).toEqual([])
  })

  it('[COPY9] are stored again once there is room', async () => {
    const { world, answer, titles, device, pass } = await createWorld()
    world.isFull = true
    answer()
    await pass(0)
    expect([titles(), device.state().fault]).toEqual([[], 'full'])
    world.isFull = false
    await pass(10_000)
    expect([titles(), device.state().fault]).toEqual([['The plan'], null])
  })
})
