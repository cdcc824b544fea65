import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CopyStore } from '../../../client/device/copy-store.ts'
import { createDeviceCopy, isKept } from '../../../client/device/device-copy.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const openCopy = async () => {
  const store: Partial<CopyStore> = { writeAbout: async () => 'about', close: () => undefined }
  const deps = { now: () => 5, sessionEndsAt: () => null, open: async () => store as CopyStore }
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
    const full = new DOMException('The disk is full', 'QuotaExceededError')
    await copy.attempt(() => Promise.reject(full))
    copy.noteHole('page/aims', true)
    copy.noteHole('page/vision', true)
    copy.noteHole('page/vision', false)
    expect(copy.state().fault).toBe('full')
    copy.noteHole('page/aims', false)
    expect(copy.state().fault).toBe(null)
  })
})
