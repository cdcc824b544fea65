import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { type Change, openCopyStore } from '../../../client/device/copy-store.ts'
import { createDeviceCopies, type Signed } from '../../../client/device/device-copies.ts'
import { copyName, listCopies } from '../../../client/device/names.ts'
import { noProgram, type Program } from '../../../client/device/program.ts'
import { factsOf } from '../../support/kept-facts.ts'

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()))

const name = { personId: 'ada', planId: 'plan1' }
const here = (personId: string, ...planIds: readonly string[]): Signed => ({
  who: { is: 'here', personId, planIds },
  wasHere: true,
})
const away = (wasEnded: boolean, wasHere: boolean): Signed => ({ who: { is: 'away', wasEnded }, wasHere })

let ids = 0
/** A tab of the browser. */
const openTab = (program: Program = noProgram) =>
  createDeviceCopies({
    now: () => 5,
    newId: () => `id${(ids += 1)}`,
    lostWhy: 'Not a member.',
    goneTitle: 'Gone',
    program,
  })

const openOwn = async () => {
  const tab = openTab()
  const copy = await tab.find(name)
  await copy.turnOn()
  return { tab, copy }
}

const write = (words: string): Uint8Array => {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment('content').insert(0, [paragraph])
  return Y.encodeStateAsUpdate(doc)
}
const change = (words: string, generation = 1): Change => ({ generation, bytes: write(words), count: words.length })
const text = (words: string, generation: number) => ({
  sectionId: 'aims',
  title: 'Aims',
  generation,
  seq: 1,
  at: 1,
  bytes: write(words),
})
const rescue = { id: 'rescue1', sectionId: 'aims', title: 'Aims', why: '', text: 'mine', html: null, comment: null }

/** From now on nothing can be stored. */
const fillDisk = (): void => {
  const { put } = IDBObjectStore.prototype
  const refuse = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...asked
  ) {
    const request = put.apply(this, asked)
    this.transaction.abort()
    return request
  })
  onTestFinished(() => refuse.mockRestore())
}

const isThere = async (): Promise<boolean> => (await listCopies()).some((one) => copyName(one) === copyName(name))

describe('what a copy holds', () => {
  it('[COPY12] is shown without the server only where it is known whose it is, and can be read by this page', async () => {
    const { tab, copy } = await openOwn()
    const facts = factsOf('ada')
    expect(await tab.readKept()).toEqual([])
    await copy.attempt((store) => store.keepFacts(facts))
    expect(await openTab().readKept()).toEqual([{ planId: 'plan1', facts }])
    const other = await tab.find({ personId: 'ben', planId: 'plan2' })
    await other.turnOn()
    expect(await tab.readKept()).toEqual([])
    await other.remove()
    await copy.attempt((store) => store.keepFacts({ ...facts, version: facts.version - 1 }))
    expect(await tab.readKept()).toEqual([])
  })

  it('[COPY12] is shown no more once the session is over, however it ended, or the plan is left', async () => {
    for (const signed of [
      away(false, false),
      away(false, true),
      here('ada'),
      away(true, false),
      here('ben', 'plan1'),
    ]) {
      const { tab, copy } = await openOwn()
      await copy.attempt((store) => store.keepFacts(factsOf('ada')))
      await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
      await tab.settle(signed)
      expect(await openTab().readKept()).toEqual([])
      await tab.forgetAll()
    }
  })

  it('[COPY1] is measured with all that it holds', async () => {
    const { copy } = await openOwn()
    const bytes = async () => (await copy.attempt((store) => store.measure()))?.bytes
    expect(await bytes()).toBe(0)
    const [old, mine] = [text('old', 1), change('mine')]
    await copy.attempt((store) => store.keepText(old))
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, mine))
    const written = old.bytes.length + mine.bytes.length
    expect(await bytes()).toBe(written)
    await copy.attempt((store) => store.keepFacts(factsOf('ada')))
    expect(await bytes()).toBe(written + JSON.stringify(factsOf('ada')).length)
  })

  it('[COPY13] has the program follow it: as it is made, removed, settled and forgotten', async () => {
    let followed = 0
    const tab = openTab({ ...noProgram, follow: async () => void (followed += 1) })
    const steps: number[] = []
    const step = async (work: Promise<unknown>): Promise<void> => {
      await work
      steps.push(followed)
    }
    const copy = await tab.find(name)
    await step(copy.turnOn())
    await step(copy.remove())
    await step(tab.settle(here('ada', 'plan1')))
    await step(tab.forgetAll())
    expect(steps).toEqual([1, 2, 3, 4])
  })

  it('[COPY5] gives up only the changes of the page whose words became a text', async () => {
    const { copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    await copy.attempt((store) => store.addChange('aims', 'page2', 1, change('of the other tab')))
    await copy.attempt((store) => store.rescue(rescue, { page: 'page1' }))
    expect(await copy.attempt((store) => store.countChanges())).toEqual(new Map([['aims', 16]]))
  })

  it('[COPY10] keeps the text that changes of an older generation build on while they wait', async () => {
    const { copy } = await openOwn()
    const generation = () => copy.attempt(async (store) => (await store.readText('aims'))?.generation)
    await copy.attempt((store) => store.keepText(text('old', 1)))
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    await copy.attempt((store) => store.keepText(text('new', 2)))
    expect(await generation()).toBe(1)
    await copy.attempt((store) => store.rescue(rescue, { page: 'page1' }))
    await copy.attempt((store) => store.keepText(text('new', 2)))
    expect(await generation()).toBe(2)
  })

  it('[COPY9] writes nothing of a step that fails half-way', async () => {
    const { copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    fillDisk()
    expect(await copy.attempt((store) => store.gatherChanges('aims', 'page2', 0, ['page1']))).toBe(null)
    expect(await copy.attempt((store) => store.readChanges('aims', ['page1']))).toMatchObject({ count: 4 })
  })
})

describe('copies and who is signed in', () => {
  it('[COPY6] [COPY11] offers one text where two windows learn at once that their person is no longer a member', async () => {
    const { tab, copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    const other = openTab()
    await Promise.all([tab.settle(here('ada')), other.settle(here('ada'))])
    const ids = async (one: typeof tab) => (await one.settle(here('ada'))).rescues.map(({ rescue: { id } }) => id)
    expect(await ids(tab)).toHaveLength(1)
    expect(await ids(other)).toEqual(await ids(tab))
  })

  it('[COPY6] offers what had not been sent, of every generation, to who is no longer a member', async () => {
    const { tab, copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('first', 1)))
    await copy.attempt((store) => store.addChange('aims', 'page2', 1, change('second', 2)))
    const { rescues } = await tab.settle(here('ada'))
    expect(rescues.map(({ rescue: { text: words, why } }) => [words, why])).toEqual([
      ['first', 'Not a member.'],
      ['second', 'Not a member.'],
    ])
    expect(await tab.countUnsent()).toBe(0)
  })

  it('[COPY6] keeps a copy whose words could not be stored as a text, to try again', async () => {
    const { tab, copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    fillDisk()
    expect((await tab.settle(here('ada'))).rescues).toEqual([])
    vi.restoreAllMocks()
    expect((await tab.settle(here('ada'))).rescues.map((one) => one.rescue.text)).toEqual(['mine'])
  })

  it('[COPY6] offers nobody what holds nothing, and what differs from the plan also where only words were taken out', async () => {
    const { tab, copy } = await openOwn()
    const emptied = { ...rescue, text: '' }
    await copy.attempt((store) => store.rescue({ ...emptied, id: 'r1' }, { page: 'page1' }))
    await copy.attempt((store) =>
      store.rescue({ ...emptied, id: 'r2', comment: 'I took out: One.' }, { page: 'page1' }),
    )
    expect((await tab.settle(here('ada', 'plan1'))).rescues.map((one) => one.rescue.id)).toEqual(['r2'])
  })

  it('[COPY4] hands unsent words to the page before a copy goes, whether or not they could be stored', async () => {
    const { tab, copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    fillDisk()
    expect((await tab.settle(away(true, true))).rescues.map((one) => one.rescue.text)).toEqual(['mine'])
    expect(await isThere()).toBe(false)
  })

  it('[COPY4] hands them to the page also where the browser fails to remove the copy, or the program', async () => {
    const failing = openTab({
      ...noProgram,
      follow: () => Promise.reject(new DOMException('refused', 'SecurityError')),
    })
    const copy = await failing.find(name)
    await copy.turnOn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    const offered = async () => (await failing.settle(away(true, true))).rescues.map((one) => one.rescue.text)
    const remove = vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => {
      throw new DOMException('refused', 'InvalidStateError')
    })
    expect(await offered()).toEqual(['mine'])
    remove.mockRestore()
    expect(await offered()).toEqual(['mine'])
    expect(await isThere()).toBe(false)
  })

  it('[COPY10] waits when the server does not know the session any more, as after a restore', async () => {
    const { tab, copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    expect(await openTab().settle(away(false, false))).toEqual({ rescues: [], waiting: 4 })
    expect(await tab.countUnsent()).toBe(4)
  })

  it('[COPY4] knows a copy that another tab has made since it looked', async () => {
    const other = openTab()
    expect((await other.find(name)).state().isOn).toBe(false)
    const { copy } = await openOwn()
    await copy.attempt((store) => store.addChange('aims', 'page1', 1, change('mine')))
    expect(await other.countUnsent()).toBe(4)
    await other.settle(here('ben', 'plan1'))
    expect(await isThere()).toBe(false)
    expect(copy.state().isOn).toBe(false)
  })

  it('[COPY4] removes another person’s copy also where the code that stores cannot be loaded, and says it cannot count', async () => {
    const store = await openCopyStore(name, true, () => undefined)
    store?.close()
    vi.doMock('../../../client/device/copy-scripts.ts', () => {
      throw new Error('not to be had')
    })
    onTestFinished(() => void vi.doUnmock('../../../client/device/copy-scripts.ts'))
    const tab = openTab()
    expect(await tab.countUnsent()).toBe(null)
    expect(await tab.settle(here('ada', 'plan1'))).toEqual({ rescues: [], waiting: 0 })
    expect(await isThere()).toBe(true)
    await tab.settle(here('ben', 'plan1'))
    expect(await isThere()).toBe(false)
  })

  it('[COPY4] signs out of a browser that refuses to store anything', async () => {
    const tab = openTab()
    await tab.find(name)
    const refuse = (): never => {
      throw new DOMException('refused', 'InvalidStateError')
    }
    vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('refused', 'InvalidStateError'))
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(refuse)
    await expect(tab.forgetAll()).resolves.toBe(undefined)
  })

  it('[COPY4] signs out of a browser that fails on the program, which holds nothing of a plan', async () => {
    const tab = openTab({ ...noProgram, follow: () => Promise.reject(new DOMException('refused', 'SecurityError')) })
    const copy = await tab.find(name)
    await copy.turnOn()
    await expect(tab.forgetAll()).resolves.toBe(undefined)
    expect(await isThere()).toBe(false)
  })

  it('[COPY1] opens a copy once, however many ask for it', async () => {
    await openOwn()
    const open = vi.spyOn(indexedDB, 'open')
    const tab = openTab()
    await Promise.all([tab.find(name), tab.find(name), tab.countUnsent()])
    expect(open).toHaveBeenCalledTimes(1)
  })
})
