/** What the screens hold of the server's answers, when answers and doorbells overtake each other. */
import { QueryClient, type QueryKey } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  answerDoorbell,
  keepNewest,
  oldestReadAt,
  readingsQuery,
  templateQuery,
  threadsQuery,
} from '../../../client/api/queries.ts'

const reading = (sectionId: string, seq: number, generation = 1) => ({
  sectionId,
  generation,
  seq,
  hash: '',
  content: { items: [] },
})

const seqs = (queries: QueryClient) => queries.getQueryData(readingsQuery('p1').queryKey)?.map(({ seq }) => seq)

/** A server that answers when told to, in any order; by address, oldest question first. */
const createServer = () => {
  const waiting: { readonly path: string; readonly reply: (response: Response) => void }[] = []
  vi.stubGlobal('fetch', (path: string) => new Promise<Response>((reply) => waiting.push({ path, reply })))
  const asked = (): readonly string[] => waiting.map(({ path }) => path)
  const answer = async (path: string, body: unknown): Promise<void> => {
    await vi.waitFor(() => expect(asked()).toContain(path))
    const [question] = waiting.splice(asked().indexOf(path), 1)
    question?.reply(Response.json(body))
  }
  return { asked, answer }
}

const all = '/api/plans/p1/readings'
const one = '/api/plans/p1/sections/s1/reading'

describe('what is held of a plan', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('[PAGE19] keeps of each section what is newer, and the same value where nothing changed', () => {
    const held = [reading('s1', 5), reading('s2', 7)]
    expect(keepNewest(held, [reading('s1', 4), reading('s2', 8)]).map(({ seq }) => seq)).toEqual([5, 8])
    expect(keepNewest(held, [reading('s1', 1, 2)])).toEqual([reading('s1', 1, 2)])
    expect(keepNewest(held, [reading('s1', 5), reading('s2', 7)])).toBe(held)
  })

  it('[PAGE19] never lets a late answer for the whole plan take back one section’s newer words', async () => {
    const server = createServer()
    const queries = new QueryClient()
    queries.setQueryData(readingsQuery('p1').queryKey, [reading('s1', 1)])
    const late = queries.fetchQuery(readingsQuery('p1'))
    const rung = answerDoorbell(queries, 'p1', { what: 'reading', id: 's1' })
    await server.answer(one, reading('s1', 2))
    await rung
    await server.answer(all, [reading('s1', 1)])
    await late
    expect(seqs(queries)).toEqual([2])
  })

  it('[PAGE40] knows how old the oldest of it is, but for what never changes', () => {
    const queries = new QueryClient()
    const at = (queryKey: QueryKey, updatedAt: number) => queries.setQueryData(queryKey, [], { updatedAt })
    expect(oldestReadAt(queries, 'p1')).toBe(Infinity)
    at(templateQuery('p1').queryKey, 10)
    at(threadsQuery('p2').queryKey, 20)
    at(readingsQuery('p1').queryKey, 40)
    at(threadsQuery('p1').queryKey, 30)
    expect(oldestReadAt(queries, 'p1')).toBe(30)
  })

  it('[PAGE40] asks again for what changed while its first answer was on its way', async () => {
    const server = createServer()
    const queries = new QueryClient()
    const first = queries.fetchQuery(readingsQuery('p1'))
    const rung = answerDoorbell(queries, 'p1', { what: 'reading', id: 's1' })
    await server.answer(all, [reading('s1', 1)])
    await server.answer(one, reading('s1', 2))
    await Promise.all([first, rung])
    expect(seqs(queries)).toEqual([2])

    void queries.prefetchQuery(threadsQuery('p1'))
    const threadsRung = answerDoorbell(queries, 'p1', { what: 'threads', id: 'p1' })
    await server.answer('/api/plans/p1/threads', [])
    await threadsRung
    expect(queries.getQueryState(threadsQuery('p1').queryKey)?.isInvalidated).toBe(true)
  })
})
