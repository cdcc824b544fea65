import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CopyStore } from '../../../client/device/copy-store.ts'
import { createDeviceCopy, isKeeping, isKept } from '../../../client/device/device-copy.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const full = (): Promise<never> => Promise.reject(new DOMException('The disk is full', 'QuotaExceededError'))

const openCopy = async () => {
  const store: Partial<CopyStore> = { writeAbout: async () => 'about', close: () => undefined }
  const deps = {
    now: () => 5,
    open: async () => store as CopyStore,
    onMade: () => undefined,
    onRemoved: async () => undefined,
  }
  const { copy } = createDeviceCopy(deps, { personId: 'ada', planId: 'plan1' })
  await copy.turnOn()
  return copy
}

describe('a copy on the device', () => {
  it('[COPY2] promises that words outlive the page only once all of them are stored, after a pause in typing', async () => {
    const copy = await openCopy()
    const promised: boolean[] = [isKept(copy.state())]
    copy.subscribe(() => promised.push(isKept(copy.state())))
    copy.noteWriting('page/aims', true)
    copy.noteWriting('page/vision', true)
    copy.noteWriting('page/aims', false)
    vi.advanceTimersByTime(5_000)
    expect(promised).toEqual([true, false])
    copy.noteWriting('page/vision', false)
    vi.advanceTimersByTime(200)
    copy.noteWriting('page/vision', true)
    copy.noteWriting('page/vision', false)
    vi.advanceTimersByTime(300)
    expect(promised).toEqual([true, false])
    vi.advanceTimersByTime(200)
    expect(promised).toEqual([true, false, true])
  })

  it('[COPY9] keeps one room’s missing changes in mind while another’s are stored', async () => {
    const copy = await openCopy()
    await copy.attempt(full)
    copy.noteHole('page/aims', true)
    copy.noteHole('page/vision', true)
    copy.noteHole('page/vision', false)
    expect(copy.state().fault).toBe('full')
    copy.noteHole('page/aims', false)
    expect(copy.state().fault).toBe(null)
  })

  it('[COPY9] says that a text is missing until it is stored, and that reading failed until it succeeds', async () => {
    const copy = await openCopy()
    expect(await copy.keep('text/aims', full)).toBe(false)
    await copy.attempt(async () => 'read')
    expect(copy.state().fault).toBe('full')
    expect(await copy.keep('text/aims', async () => 'stored')).toBe(true)
    expect(copy.state().fault).toBe(null)
    await copy.attempt(full)
    expect(copy.state().fault).toBe('full')
    await copy.attempt(async () => 'read')
    expect(copy.state().fault).toBe(null)
  })

  it('[COPY3] keeps what is on its way into the store, too, for who is signed out while typing', async () => {
    const copy = await openCopy()
    copy.noteWriting('page/aims', true)
    expect([isKeeping(copy.state()), isKept(copy.state())]).toEqual([true, false])
  })
})
