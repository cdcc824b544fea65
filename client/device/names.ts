/**
 * Copies of plans on this device: each is one IndexedDB database, named after the person and the plan, so that nobody
 * is ever shown another's. That the database exists is the whole of "this person wants a copy of this plan here".
 */

export interface CopyName {
  readonly personId: string
  readonly planId: string
}

const prefix = 'comhla-copy'

/** Each kept build of the program is one cache, whose name begins so. */
export const programPrefix = 'comhla-program/'

export const programName = (buildId: string): string => `${programPrefix}${buildId}`

export const copyName = ({ personId, planId }: CopyName): string => `${prefix}/${personId}/${planId}`

/** Null for a database that is none of ours. */
export const readCopyName = (name: string): CopyName | null => {
  const [first, personId, planId, ...rest] = name.split('/')
  if (first !== prefix || !personId || !planId || rest.length > 0) return null
  return { personId, planId }
}

/** Whether this browser can hold copies, and say which it holds. */
export const canHoldCopies = (): boolean => typeof indexedDB !== 'undefined' && 'databases' in indexedDB

/** Every copy on this device, whoever's. A browser that cannot say holds none: there was no way to make one. */
export const listCopies = async (): Promise<readonly CopyName[]> => {
  if (!canHoldCopies()) return []
  // A browser may refuse storage as a whole, for example in a private window: then there is no copy either.
  const found = await indexedDB.databases().catch(() => [])
  return found.flatMap(({ name = '' }) => readCopyName(name) ?? [])
}

/** Removes a copy and all in it. Other tabs that have it open let go of it when they are told, and are waited for. */
export const deleteCopy = (name: CopyName): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(copyName(name))
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error('A copy could not be removed'))
  })
