import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { copyName } from '../../../client/device/names.ts'
import { createProgram } from '../../../client/device/program.ts'
import { createMemoryCaches } from '../../support/memory-caches.ts'

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()))

const makeCopy = (): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.open(copyName({ personId: 'ada', planId: 'plan1' }))
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
const removeCopy = (): Promise<void> =>
  new Promise((resolve) => {
    indexedDB.deleteDatabase(copyName({ personId: 'ada', planId: 'plan1' })).onsuccess = () => resolve()
  })

/** A browser whose worker is active as soon as it is registered, and fills its cache only when it is told to. */
const createBrowser = () => {
  const { caches, held } = createMemoryCaches()
  const did: string[] = []
  const browser = { isOut: false }
  let isThere = false
  const registration = {
    active: { postMessage: (message: string) => void did.push(message) },
    unregister: async () => {
      isThere = false
      did.push('unregister')
      return true
    },
  } as unknown as ServiceWorkerRegistration
  const program = createProgram({
    workers: {
      register: async (url, options) => {
        if (browser.isOut) throw new TypeError('The script could not be fetched')
        isThere = true
        did.push(`register ${String(url)} ${JSON.stringify(options)}`)
        return registration
      },
      getRegistration: async () => (isThere ? registration : undefined),
    },
    caches,
    locks: { request: (_name: string, work: () => unknown) => work() } as LockManager,
    scriptUrl: '/worker.js',
  })
  return { browser, program, caches, held, did }
}

describe('the program on this device', () => {
  it('[COPY13] registers no worker where there is no copy', async () => {
    const { program, did } = createBrowser()
    await program.follow()
    expect([did, await program.isKept()]).toEqual([[], false])
  })

  it('[COPY13] has a worker keep it while there is a copy, asked for past every cache of the browser', async () => {
    const { program, did } = createBrowser()
    await makeCopy()
    await program.follow()
    expect(did).toEqual(['register /worker.js {"scope":"/","updateViaCache":"none"}', 'keep'])
  })

  it('[COPY13] takes worker and caches away with the last copy, and nothing that is not its own', async () => {
    const { program, caches, held, did } = createBrowser()
    await makeCopy()
    await program.follow()
    for (const name of ['comhla-program/one', 'comhla-program/two', 'somebody-elses']) await caches.open(name)
    await removeCopy()
    await program.follow()
    expect([did.at(-1), held()]).toEqual(['unregister', { 'somebody-elses': [] }])
  })

  it('[COPY13] breaks nothing where it cannot be had now, and is had at the next visit', async () => {
    const { program, browser, did } = createBrowser()
    await makeCopy()
    browser.isOut = true
    await program.follow()
    expect(did).toEqual([])
    browser.isOut = false
    await program.follow()
    expect(did).toHaveLength(2)
  })
})
