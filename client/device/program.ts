/**
 * The program on this device, page and scripts, so that a plan whose copy is kept can be opened without a connection. A
 * service worker keeps it (`client/worker/`): there is one while a copy of any plan is here, and none for anybody else.
 */
import { workerPath } from '../../shared/addresses.ts'
import { listCopies, programPrefix } from './names.ts'

export interface Program {
  /** Brings it in line with the copies there are: kept while there is one, else gone with all it stored. */
  readonly follow: () => Promise<void>
  /** Whether all of it is here. */
  readonly isKept: () => Promise<boolean>
}

export interface ProgramDeps {
  readonly workers: Pick<ServiceWorkerContainer, 'register' | 'getRegistration'>
  readonly caches: CacheStorage
  readonly locks: Pick<LockManager, 'request'>
  /** The worker's address, as the browser's rules for scripts want it. */
  readonly scriptUrl: string
}

/** For browsers without what it takes; copies are kept all the same, for pages that are open. */
export const noProgram: Program = { follow: () => Promise.resolve(), isKept: () => Promise.resolve(false) }

const scope = '/'

export const createProgram = ({ workers, caches, locks, scriptUrl }: ProgramDeps): Program => {
  const keep = async (): Promise<void> => {
    const { active } = await workers.register(scriptUrl, { scope, updateViaCache: 'none' })
    // One that is here already may have had its caches dropped; one that comes keeps the program before it is active.
    active?.postMessage('keep', [])
  }
  /** Where it cannot be had now, open pages have their copies all the same; each visit tries again. */
  const tryToKeep = (): Promise<void> => keep().catch(() => undefined)
  const dropCaches = async (): Promise<void> => {
    const names = (await caches.keys()).filter((name) => name.startsWith(programPrefix))
    await Promise.all(names.map((name) => caches.delete(name)))
  }
  const drop = async (): Promise<void> => {
    await (await workers.getRegistration(scope))?.unregister()
    await dropCaches()
  }
  return {
    // One tab at a time: between one that looks and drops, another may have made a copy.
    follow: () => locks.request(programPrefix, async () => ((await listCopies()).length > 0 ? tryToKeep() : drop())),
    isKept: async () => (await caches.match('/', { ignoreVary: true })) !== undefined,
  }
}

interface ScriptPolicies {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(url: string): string }
}

/** Browsers with Trusted Types take a worker's address from a policy alone; this one knows no other address. */
const trustedWorkerUrl = (): string => {
  const policies = (window as { trustedTypes?: ScriptPolicies }).trustedTypes
  return (
    policies?.createPolicy('comhla-worker', { createScriptURL: () => workerPath }).createScriptURL('') ?? workerPath
  )
}

/** That of this browser. */
export const browserProgram = (): Program => {
  const isAble = 'serviceWorker' in navigator && 'caches' in window && 'locks' in navigator
  if (!isAble) return noProgram
  const { serviceWorker: workers, locks } = navigator
  return createProgram({ workers, caches: window.caches, locks, scriptUrl: trustedWorkerUrl() })
}
