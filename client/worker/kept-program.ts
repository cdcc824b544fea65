/**
 * One build of the program, kept on this device: the page and all its scripts, styles and fonts. What a browser asks for
 * is answered so:
 *   a screen   by the server; only where it cannot be reached, or says nothing for some seconds, by the kept page.
 *              Whatever it answers in time, also that it fails, is shown
 *   a file     of this build, from what is kept; its name holds a hash of its content
 *   the rest   is not ours: the browser asks as if there were no worker
 *
 * Invariants: a build is kept whole or not at all; its page stands in the cache last. Every file's bytes are those that
 * were built, and the page is this build's, so that nothing of another build, nor what a network's own sign-in page says
 * in the server's place, is ever kept. Nothing is given where no copy of a plan is.
 */
import { programName, programPrefix } from '../device/names.ts'

export interface Build {
  readonly id: string
  /** The page as it was built, with `__NONCE__` where a nonce belongs. */
  readonly page: string
  /** Path of every file the page may ask for, with its integrity (`sha256-…`). */
  readonly files: Readonly<Record<string, string>>
}

export interface KeptProgramDeps {
  readonly caches: CacheStorage
  readonly fetch: (input: RequestInfo, init?: RequestInit) => Promise<Response>
  /** Whether a copy of a plan is on this device. */
  readonly isWanted: () => Promise<boolean>
  readonly newNonce: () => string
  /** Resolves after so many ms. */
  readonly wait: (ms: number) => Promise<void>
  readonly origin: string
}

export interface KeptProgram {
  /** Keeps this build, should it not be kept yet; rejects, and keeps nothing of it, where that cannot be had whole. */
  readonly keep: () => Promise<void>
  /** Drops every other build. */
  readonly dropOthers: () => Promise<void>
  /** Null for what is not ours to answer. */
  readonly answer: (request: Request) => Promise<Response> | null
}

/** Every screen is the same page, so any address of one will do. */
const pagePath = '/'

/**
 * How long a screen is waited for where there is a kept page. A network that takes all and gives nothing never fails; on
 * one that is merely slow nothing is lost, since the kept page asks for the same as the one that is late.
 */
const patienceMs = 5_000

const placeholder = '__NONCE__'

/** Addresses that are no screens: what programs ask for, and files. */
const isScreen = (path: string): boolean => !/^\/(api|sync|assets|healthz|readyz)(\/|$)|\.\w+$/.test(path)

const nonceIn = (policy: string): string | null => /'nonce-([^']+)'/.exec(policy)?.[1] ?? null

const policyName = 'content-security-policy'

/** What is true of the answer as it came, and no longer of the page as it is given. */
const passing: readonly string[] = ['content-encoding', 'content-length', 'date', 'link', 'transfer-encoding']

const headersOf = (answer: Response, policy: string): Headers => {
  const headers = new Headers(answer.headers)
  for (const name of passing) headers.delete(name)
  headers.set(policyName, policy)
  return headers
}

/** The page without the nonce it came with; rejects one that is not this build's. */
const readPage = async (answer: Response, build: Build): Promise<Response> => {
  const policy = answer.headers.get(policyName) ?? ''
  const nonce = nonceIn(policy)
  if (!answer.ok || nonce === null) throw new Error('The server did not answer with its page')
  const page = (await answer.text()).replaceAll(nonce, placeholder)
  if (page !== build.page) throw new Error('The server has the page of another build')
  return new Response(page, { headers: headersOf(answer, policy.replaceAll(nonce, placeholder)) })
}

/** With a nonce of its own, as every page that the server sends. */
const withNonce = async (kept: Response, nonce: string): Promise<Response> => {
  const policy = kept.headers.get(policyName) ?? ''
  const page = (await kept.text()).replaceAll(placeholder, nonce)
  return new Response(page, { headers: headersOf(kept, policy.replaceAll(placeholder, nonce)) })
}

export const createKeptProgram = (deps: KeptProgramDeps, build: Build): KeptProgram => {
  const { caches, fetch, isWanted, newNonce, wait, origin } = deps
  const cacheName = programName(build.id)

  /** Looks, and makes no cache. Servers vary files by encoding, which is undone by the time they are kept. */
  const find = (path: string): Promise<Response | undefined> => caches.match(path, { cacheName, ignoreVary: true })

  /** One after the other, so that it costs the page that is open little. */
  const fill = async (): Promise<void> => {
    const cache = await caches.open(cacheName)
    for (const [path, integrity] of Object.entries(build.files)) {
      const file = await fetch(path, { integrity, redirect: 'error' })
      if (!file.ok) throw new Error(`The server does not have ${path}`)
      await cache.put(path, file)
    }
    await cache.put(pagePath, await readPage(await fetch(pagePath, { cache: 'no-store', redirect: 'error' }), build))
    // The last copy may have gone meanwhile, and what the page then dropped have come back.
    if (!(await isWanted())) throw new Error('No copy of a plan is kept here any more')
  }

  const keepNow = async (): Promise<void> => {
    if (!(await isWanted())) throw new Error('No copy of a plan is kept here')
    if ((await find(pagePath)) !== undefined) return
    try {
      await fill()
    } catch (error) {
      await caches.delete(cacheName)
      throw error
    }
  }
  /** One after the other: one that fails would drop what the other has put there. */
  let keeping: Promise<unknown> = Promise.resolve()

  const answerScreen = async (request: Request): Promise<Response> => {
    const asked = fetch(request)
    const inTime = await Promise.race([asked.catch(() => null), wait(patienceMs)])
    if (inTime) return inTime
    const kept = (await isWanted()) ? await find(pagePath) : undefined
    // Where nothing is kept it is waited for, and fails, as without a worker.
    return kept === undefined ? asked : withNonce(kept, newNonce())
  }

  const answerFile = async (request: Request, path: string): Promise<Response> =>
    (await find(path)) ?? (await fetch(request))

  return {
    keep: () => {
      const kept = keeping.then(keepNow)
      keeping = kept.catch(() => undefined)
      return kept
    },
    dropOthers: async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith(programPrefix) && name !== cacheName)
      await Promise.all(names.map((name) => caches.delete(name)))
    },
    answer: (request) => {
      const { origin: asked, pathname } = new URL(request.url)
      if (request.method !== 'GET' || asked !== origin) return null
      if (request.mode === 'navigate') return isScreen(pathname) ? answerScreen(request) : null
      return Object.hasOwn(build.files, pathname) ? answerFile(request, pathname) : null
    },
  }
}
