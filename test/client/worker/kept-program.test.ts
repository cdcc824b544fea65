import { describe, expect, it } from 'vitest'
import { createKeptProgram, type Build } from '../../../client/worker/kept-program.ts'
import { createMemoryCaches } from '../../support/memory-caches.ts'

const origin = 'https://plans.example'
const files = { '/assets/page-1.js': 'sha256-page', '/assets/roboto-2.woff2': 'sha256-roboto' }
const build: Build = { id: 'one', page: '<script nonce="__NONCE__" src="/assets/page-1.js"></script>', files }

const pageOf = (nonce: string, page = build.page): Response =>
  new Response(page.replaceAll('__NONCE__', nonce), {
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'`,
      'referrer-policy': 'no-referrer',
      link: '</assets/page-1.js>; rel=modulepreload',
    },
  })

const unreachable = new TypeError('Failed to fetch')

/** A device with a server that has the build, is shut, or answers as the test says. */
const createWorld = () => {
  const { caches, held } = createMemoryCaches()
  const asked: string[] = []
  const says = new Map<string, () => Response>()
  const world = { isOut: false, isHung: false, isWanted: true, nonces: 0, endWait: () => {}, answer: () => {} }
  const fetch = async (input: RequestInfo, init: RequestInit = {}): Promise<Response> => {
    const path = typeof input === 'string' ? input : new URL(input.url).pathname
    asked.push(init.integrity === undefined ? path : `${path} ${init.integrity}`)
    if (world.isOut) throw unreachable
    if (world.isHung) await new Promise<void>((resolve) => void (world.answer = resolve))
    return says.get(path)?.() ?? (path.startsWith('/assets/') ? new Response(`the file ${path}`) : pageOf('fromServer'))
  }
  const isWanted = async (): Promise<boolean> => world.isWanted
  const newNonce = (): string => `nonce${(world.nonces += 1)}`
  const wait = (): Promise<void> => new Promise((resolve) => void (world.endWait = resolve))
  const program = createKeptProgram({ caches, fetch, isWanted, newNonce, wait, origin }, build)
  return { world, program, caches, held, asked, says }
}

/** A request as browsers make them; no program can make one that navigates. */
const request = (address: string, mode = 'cors', method = 'GET'): Request =>
  ({ url: new URL(address, origin).href, mode, method }) as Request
const navigate = (path: string): Request => request(path, 'navigate')

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const whole = { 'comhla-program/one': [...Object.keys(files), '/'] }

describe('keeping the program', () => {
  it('[COPY13] keeps a build whole, its page last, each file by the hash it was built with, once', async () => {
    const { program, held, asked } = createWorld()
    await Promise.all([program.keep(), program.keep()])
    expect(held()).toEqual(whole)
    expect(asked).toEqual([...Object.entries(files).map(([path, hash]) => `${path} ${hash}`), '/'])
  })

  it.each([
    ['a file is not there', '/assets/roboto-2.woff2', () => new Response('', { status: 404 })],
    [
      'a file is not the one that was built, as browsers find by its hash',
      '/assets/roboto-2.woff2',
      () => {
        throw unreachable
      },
    ],
    ['the page is of another build', '/', () => pageOf('fromServer', `${build.page}<p>`)],
    ['the network answers with a page of its own', '/', () => new Response('Sign in to the hotel')],
    ['the server is out of order', '/', () => new Response('', { status: 503 })],
  ])('[COPY13] keeps nothing where %s', async (_, path, answer) => {
    const { program, held, says } = createWorld()
    says.set(path, answer)
    await expect(program.keep()).rejects.toThrow()
    expect(held()).toEqual({})
    says.clear()
    await program.keep()
    expect(held()).toEqual(whole)
  })

  it('[COPY13] keeps nothing where no copy is, nor where the last one went while it was fetched', async () => {
    const { program, world, held, says } = createWorld()
    world.isWanted = false
    await expect(program.keep()).rejects.toThrow()
    expect(held()).toEqual({})
    world.isWanted = true
    says.set('/', () => {
      world.isWanted = false
      return pageOf('fromServer')
    })
    await expect(program.keep()).rejects.toThrow()
    expect(held()).toEqual({})
  })

  it('[COPY13] drops every other build once it takes over, and nothing that is not its own', async () => {
    const { program, caches, held } = createWorld()
    await (await caches.open('comhla-program/zero')).put('/', pageOf('old'))
    await caches.open('somebody-elses')
    await program.keep()
    await program.dropOthers()
    expect(held()).toEqual({ ...whole, 'somebody-elses': [] })
  })
})

describe('answering', () => {
  it.each([200, 302, 404, 500, 503])('[COPY13] passes on what the server answers for a screen: %i', async (status) => {
    const { program, says } = createWorld()
    await program.keep()
    const answer = new Response('', { status })
    says.set('/plans/p1', () => answer)
    expect(await program.answer(navigate('/plans/p1'))).toBe(answer)
  })

  it('[COPY13] gives the kept page where the server cannot be reached, with a new nonce each time', async () => {
    const { program, world } = createWorld()
    await program.keep()
    world.isOut = true
    for (const nonce of ['nonce1', 'nonce2']) {
      const page = await program.answer(navigate('/plans/p1/sections/s1'))
      expect(await page?.text()).toBe(`<script nonce="${nonce}" src="/assets/page-1.js"></script>`)
      expect(Object.fromEntries(page?.headers ?? [])).toEqual({
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'`,
        'content-type': 'text/plain;charset=UTF-8',
        'referrer-policy': 'no-referrer',
      })
    }
  })

  it('[COPY13] gives nothing once no copy is left, or before the build is whole', async () => {
    const { program, world } = createWorld()
    world.isOut = true
    await expect(program.answer(navigate('/plans/p1'))).rejects.toBe(unreachable)
    world.isOut = false
    await program.keep()
    world.isOut = true
    world.isWanted = false
    await expect(program.answer(navigate('/plans/p1'))).rejects.toBe(unreachable)
  })

  it('[COPY15] gives the kept page where the server says nothing for some seconds, and waits for it where none is kept', async () => {
    const { program, world } = createWorld()
    world.isHung = true
    const none = program.answer(navigate('/plans/p1'))
    world.endWait()
    await settled()
    world.answer()
    expect(await (await none)?.text()).toContain('fromServer')
    world.isHung = false
    await program.keep()
    world.isHung = true
    const late = program.answer(navigate('/plans/p1'))
    world.endWait()
    expect(await (await late)?.text()).toContain('nonce1')
    const inTime = program.answer(navigate('/plans/p1'))
    world.answer()
    expect(await (await inTime)?.text()).toContain('fromServer')
  })

  it('[COPY13] takes files of its build from what is kept, and asks the server for what is not', async () => {
    const { program, world, asked } = createWorld()
    const file = () => program.answer(request('/assets/page-1.js'))
    expect(await (await file())?.text()).toBe('the file /assets/page-1.js')
    await program.keep()
    world.isOut = true
    asked.length = 0
    expect(await (await file())?.text()).toBe('the file /assets/page-1.js')
    expect(asked).toEqual([])
  })

  it.each([
    ['what is asked of the API', request('/api/me')],
    ['a plan taken as a file', navigate('/api/plans/p1/export')],
    ['a change', request('/api/sign-out', 'cors', 'POST')],
    ['a file of another build', request('/assets/page-9.js')],
    ['what is no screen', navigate('/healthz')],
    ['a picture opened by itself', navigate('/icon.svg')],
    ['another server', request('https://elsewhere.example/assets/page-1.js')],
  ])('[COPY13] leaves alone %s', async (_, asked) => {
    const { program } = createWorld()
    await program.keep()
    expect(program.answer(asked)).toBe(null)
  })
})
