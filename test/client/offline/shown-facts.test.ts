import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { mayPass, meQuery, planQuery, threadsQuery } from '../../../client/api/queries.ts'
import { askForPlan } from '../../../client/api/ask-for-plan.ts'
import { createShownFacts } from '../../../client/offline/shown-facts.ts'
import { factsOf } from '../../support/kept-facts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const signInFirst = { type: 'sign-in', says: 'Sign in first.' }

/** Ada's page at the plan, and a server that is away (`null`) or answers every question alike. */
const createWorld = (kept = [{ planId: 'plan1', facts: factsOf('ada') }]) => {
  const server = { says: null as { readonly status: number; readonly body: unknown } | null, isHung: false }
  const held: (() => void)[] = []
  const answer = (): void => held.splice(0).forEach((go) => go())
  vi.stubGlobal('fetch', async () => {
    if (server.isHung) await new Promise<void>((resolve) => held.push(resolve))
    if (server.says === null) throw new TypeError('Failed to fetch')
    return Response.json(server.says.body, { status: server.says.status })
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: mayPass } } })
  const readKept = vi.fn(async () => kept)
  const shown = createShownFacts({
    queries,
    readKept,
    canReachServer: async () => server.says !== null && !server.isHung,
  })
  onTestFinished(() => {
    shown.close()
    queries.clear()
    vi.unstubAllGlobals()
  })
  const title = () => queries.getQueryData(planQuery('plan1').queryKey)?.title
  const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
  return { server, queries, shown, readKept, title, pass, answer }
}

const ada = { planId: 'plan1', facts: factsOf('ada') }

const asKept = new Map([['plan1', { at: 1_000, personName: 'Ada', mayWrite: true }]])

describe('a plan that the server could not be asked for', () => {
  it('[COPY14] is shown as it was kept, at the first failure, and says as of when and whose', async () => {
    const { queries, shown, title, pass } = createWorld()
    askForPlan(queries, 'plan1')
    await pass()
    expect([title(), shown.state()]).toEqual(['The plan as it was', asKept])
    expect(queries.getQueryState(planQuery('plan1').queryKey)?.dataUpdatedAt).toBe(1_000)
    // It is still shown when the page has given up asking.
    await pass(60_000)
    expect([title(), shown.state()]).toEqual(['The plan as it was', asKept])
  })

  it('[COPY14] gives way to whatever the server says once it is back, and asks it who one is', async () => {
    const { queries, shown, server, title, pass } = createWorld()
    void queries.prefetchQuery(meQuery)
    askForPlan(queries, 'plan1')
    await pass(30_000)
    server.says = { status: 200, body: { title: 'The plan as it is', plans: [] } }
    await pass(6_000)
    expect([title(), shown.state()]).toEqual(['The plan as it is', new Map()])
    expect(queries.getQueryState(meQuery.queryKey)?.isInvalidated).toBe(true)
  })

  it('[COPY14] is said to be as kept no longer once the server has said that one is signed out', async () => {
    const { queries, shown, server, pass } = createWorld()
    askForPlan(queries, 'plan1')
    await pass(30_000)
    server.says = { status: 401, body: signInFirst }
    await pass(6_000)
    expect(shown.state()).toEqual(new Map())
  })

  it.each(['before', 'after'])(
    '[COPY15] is shown as it was kept where the server says nothing at all, also where it was asked %s the page was there',
    async (when) => {
      const { queries, shown, server, title, pass, answer } = createWorld()
      server.isHung = true
      if (when === 'before') shown.close()
      askForPlan(queries, 'plan1')
      const late =
        when === 'before'
          ? createShownFacts({ queries, readKept: async () => [ada], canReachServer: async () => false })
          : shown
      onTestFinished(() => late.close())
      await pass(2_900)
      expect(title()).toBe(undefined)
      await pass(200)
      expect([title(), late.state()]).toEqual(['The plan as it was', asKept])
      // What the server says after all takes its place.
      server.isHung = false
      server.says = { status: 200, body: { title: 'The plan as it is' } }
      answer()
      await pass()
      expect([title(), late.state()]).toEqual(['The plan as it is', new Map()])
    },
  )

  it('[COPY15] is waited for where the server is only slow, and where no copy of it is kept', async () => {
    const slow = createWorld()
    const shown = createShownFacts({ queries: slow.queries, readKept: slow.readKept, canReachServer: async () => true })
    onTestFinished(() => shown.close())
    slow.shown.close()
    slow.server.isHung = true
    askForPlan(slow.queries, 'plan1')
    await slow.pass(20_000)
    expect([slow.title(), slow.readKept.mock.calls.length > 0]).toEqual([undefined, true])
    const none = createWorld([])
    none.server.isHung = true
    askForPlan(none.queries, 'plan1')
    await none.pass(20_000)
    expect(none.title()).toBe(undefined)
  })

  it.each([401, 404, 500, 503])(
    '[COPY12] is not shown from what is kept where the server answers %i',
    async (status) => {
      const { queries, server, readKept, title, pass } = createWorld()
      server.says = { status, body: { type: 'internal', says: 'No.' } }
      askForPlan(queries, 'plan1')
      await pass(60_000)
      expect([title(), readKept.mock.calls]).toEqual([undefined, []])
    },
  )

  it('[COPY12] is not shown where the server has given any part of it', async () => {
    const { queries, shown, title, pass } = createWorld()
    queries.setQueryData(threadsQuery('plan1').queryKey, [])
    askForPlan(queries, 'plan1')
    await pass()
    expect([title(), shown.state()]).toEqual([undefined, new Map()])
  })

  it('[COPY12] never takes the place of what the page has', async () => {
    const { queries, shown, title, pass } = createWorld()
    queries.setQueryData(planQuery('plan1').queryKey, { ...factsOf('ada').plan, title: 'As it is' })
    void queries.prefetchQuery({ ...planQuery('plan1'), staleTime: 0 })
    await pass(60_000)
    expect([title(), shown.state()]).toEqual(['As it is', new Map()])
  })

  it('[COPY12] is not shown to another person than the one whose copy it is, nor to who is signed out', async () => {
    const me = { person: { id: 'ben', name: 'Ben', email: '' }, plans: [], mayCreatePlans: false, sessionEndsAt: null }
    const { queries, server, title, pass } = createWorld()
    queries.setQueryData(meQuery.queryKey, me)
    askForPlan(queries, 'plan1')
    await pass()
    expect(title()).toBe(undefined)

    const second = createWorld()
    second.server.says = { status: 401, body: signInFirst }
    void second.queries.prefetchQuery(meQuery)
    await second.pass()
    second.server.says = null
    askForPlan(second.queries, 'plan1')
    await second.pass()
    expect([second.title(), server.says]).toEqual([undefined, null])
  })

  it('[COPY12] is not shown where another plan is kept', async () => {
    const { queries, title, pass } = createWorld([{ planId: 'plan2', facts: factsOf('ada') }])
    askForPlan(queries, 'plan1')
    await pass()
    expect(title()).toBe(undefined)
  })
})
