import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { createDeviceCopies } from '../../../client/device/device-copies.ts'
import type { DeviceCopy } from '../../../client/device/device-copy.ts'
import { noProgram } from '../../../client/device/program.ts'
import { takeOver } from '../../../client/device/take-over.ts'
import { channelName, createWindows, type Windows } from '../../../client/device/windows.ts'

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()))

interface Window {
  readonly windows: Windows
  readonly device: DeviceCopy
  /** A room of this key, which takes over what it may; answers of how many changes. */
  open(page: string): Promise<number>
}

let ids = 0
/** A window of one browser, in which Ada has a copy of the plan. */
const openWindow = async (locks: LockManager | undefined = navigator.locks): Promise<Window> => {
  const channel = new BroadcastChannel(channelName)
  onTestFinished(() => channel.close())
  const windows = createWindows({ locks, channel })
  const newId = (): string => `id${(ids += 1)}`
  const words = { lostWhy: 'Not a member.', goneTitle: 'Gone' }
  const copies = createDeviceCopies({ now: () => 5, newId, program: noProgram, ...words })
  const device = await copies.find({ personId: 'ada', planId: 'plan1' })
  await device.turnOn()
  const open = async (page: string): Promise<number> => {
    onTestFinished(() => windows.leave(page))
    return (await takeOver(device, windows, { sectionId: 'aims', page, generation: 1, seq: 0 }))?.count ?? 0
  }
  return { windows, device, open }
}

const write = ({ device }: Window, page: string, number: number): Promise<unknown> => {
  const bytes = Y.encodeStateAsUpdate(new Y.Doc())
  return device.attempt((store) => store.addChange('aims', page, number, { generation: 1, bytes, count: 1 }))
}

describe('a room that takes over what was kept', () => {
  it('[PAGE19] knows that a reading at hand is newer, unless changes of its own were kept, too', async () => {
    const window = await openWindow()
    const bytes = Y.encodeStateAsUpdate(new Y.Doc())
    const text = { sectionId: 'aims', title: 'Aims', generation: 1, seq: 7, at: 1, bytes }
    await window.device.attempt((store) => store.keepText(text))
    const isOutdated = async (page: string, seq: number): Promise<boolean | undefined> => {
      onTestFinished(() => window.windows.leave(page))
      const taker = { sectionId: 'aims', page, generation: 1, seq }
      return (await takeOver(window.device, window.windows, taker))?.isOutdated
    }
    expect([await isOutdated('page1', 7), await isOutdated('page2', 8)]).toEqual([false, true])
    await write(window, 'before', 1)
    expect(await isOutdated('page3', 8)).toBe(false)
  })
})

describe('two windows of one browser', () => {
  it('[COPY11] restored at once: one of them takes over what an earlier visit left', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    await write(one, 'before', 1)
    await write(one, 'before', 2)
    const taken = await Promise.all([one.open('page1'), two.open('page2')])
    expect(taken.toSorted()).toEqual([0, 2])
  })

  it('[COPY11] leave each other what each writes, and take it over once the other is gone', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    await one.open('page1')
    await write(one, 'page1', 1)
    expect(await two.open('page2')).toBe(0)
    one.windows.leave('page1')
    expect(await two.open('page3')).toBe(1)
  })

  it('[COPY11] leave nothing lying where the browser cannot say which of them lives', async () => {
    const refusing: Pick<LockManager, 'request' | 'query'> = {
      request: () => Promise.reject(new DOMException('refused', 'SecurityError')),
      query: () => Promise.reject(new DOMException('refused', 'SecurityError')),
    }
    for (const [index, locks] of [refusing, undefined].entries()) {
      const window = await openWindow(locks)
      await write(window, `before${index}`, 1)
      expect(await window.open(`page${index}`)).toBe(index + 1)
    }
  })

  it('[COPY11] hear from each other of a copy that was put away', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    const heard = Promise.withResolvers<string>()
    two.windows.onPutAway(heard.resolve)
    one.windows.tellPutAway('copy1')
    expect(await heard.promise).toBe('copy1')
  })
})
