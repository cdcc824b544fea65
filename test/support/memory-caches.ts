/** A browser's caches in memory: as much of them as a program that keeps whole answers by their path asks for. */

export interface MemoryCaches {
  readonly caches: CacheStorage
  /** What each cache holds, by name. */
  readonly held: () => Readonly<Record<string, readonly string[]>>
}

const unasked = (): never => {
  throw new Error('Nobody asks for this')
}

const pathOf = (asked: RequestInfo | URL): string => (typeof asked === 'string' ? asked : unasked())

const createCache = (answers: Map<string, Response>): Cache => ({
  put: async (asked, answer) => void answers.set(pathOf(asked), answer),
  match: async (asked) => answers.get(pathOf(asked))?.clone(),
  add: unasked,
  addAll: unasked,
  delete: unasked,
  keys: unasked,
  matchAll: unasked,
})

export const createMemoryCaches = (): MemoryCaches => {
  const byName = new Map<string, Map<string, Response>>()
  const open = (name: string): Map<string, Response> => {
    const answers = byName.get(name) ?? new Map<string, Response>()
    byName.set(name, answers)
    return answers
  }
  const caches: CacheStorage = {
    open: async (name) => createCache(open(name)),
    match: async (asked, { cacheName } = {}) =>
      [...byName]
        .find(([name, answers]) => (cacheName ?? name) === name && answers.has(pathOf(asked)))?.[1]
        .get(pathOf(asked))
        ?.clone(),
    has: async (name) => byName.has(name),
    keys: async () => [...byName.keys()],
    delete: async (name) => byName.delete(name),
  }
  return { caches, held: () => Object.fromEntries([...byName].map(([name, answers]) => [name, [...answers.keys()]])) }
}
