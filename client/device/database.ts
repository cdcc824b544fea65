/** IndexedDB in promises, and the shape of a copy's database. Nothing here knows what is kept in it. */

const version = 1

/** Texts by section; changes by section, page and number; the rest by a name or an id of its own. */
const shape = { about: null, texts: 'sectionId', changes: null, rescues: 'id' } as const

export type StoreName = keyof typeof shape

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason'))
  })

/** Rejects with the reason, which for a full disk is a `QuotaExceededError`. */
const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser gave no reason'))
  })

/**
 * Runs `work` in one transaction; answers once all of it is written, and writes none of it where `work` fails. It may
 * wait only for what it asks of the transaction.
 */
export const transact = async <T>(
  db: IDBDatabase,
  names: readonly StoreName[],
  mode: IDBTransactionMode,
  work: (store: (name: StoreName) => IDBObjectStore) => Promise<T> | T,
): Promise<T> => {
  const transaction = db.transaction(names, mode)
  const written = completed(transaction)
  try {
    const result = await work((name) => transaction.objectStore(name))
    await written
    return result
  } catch (error) {
    abort(transaction)
    await written.catch(() => undefined)
    throw error
  }
}

/** One that is over already, because of the very error that led here, cannot be. */
const abort = (transaction: IDBTransaction): void => {
  try {
    transaction.abort()
  } catch {
    return
  }
}

const build = (db: IDBDatabase): void => {
  for (const [name, keyPath] of Object.entries(shape))
    db.createObjectStore(name, keyPath === null ? undefined : { keyPath })
}

/** Null when there is none and `create` is false: looking for a copy never makes one. */
export const openDatabase = (name: string, create: boolean): Promise<IDBDatabase | null> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    let isAbsent = false
    request.onupgradeneeded = () => {
      isAbsent = !create
      if (isAbsent) request.transaction?.abort()
      else build(request.result)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () =>
      isAbsent ? resolve(null) : reject(request.error ?? new Error('The browser gave no reason'))
  })
