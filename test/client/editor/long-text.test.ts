/** A text longer than the screen: laid out only near to what is in sight, and whole all the same. */
import { beforeEach, describe, expect, it } from 'vitest'
import { block, h, p, ul } from '../../support/content.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()
const { open } = harness

const words = 'Every child in the area has a right to be heard, and to be told what came of it. '.repeat(5)
const long = Array.from({ length: 40 }, (_, index) => [
  h(3, `Part ${index + 1}`),
  p(`${index + 1}. ${words}`),
  ul(`Point ${index + 1}`),
  block('action', `a${index + 1}`, { what: [p(`Do it ${index + 1}`)] }),
]).flat()
const ada = () => harness.page.locator('#ada')
/** Whether what stands inside a block is laid out. */
const isLaidOut = (blockId: string): Promise<boolean> =>
  ada()
    .locator(`[data-block-id=${blockId}] .plan-block-label`)
    .evaluate((label) => label.checkVisibility({ contentVisibilityAuto: true }))

describe('a long text', { timeout: 60_000 }, () => {
  beforeEach(() => harness.page.setViewportSize({ width: 1280, height: 700 }))

  it('[EDIT39] is laid out near to what is in sight, and where one goes', async () => {
    await open(...long, p('The end'))
    await expect.poll(() => isLaidOut('a1')).toBe(true)
    expect(await isLaidOut('a30')).toBe(false)
    await harness.caret('1. Every', 0)
    await harness.page.keyboard.press('Control+End')
    await harness.page.keyboard.press('Control+End')
    await harness.page.keyboard.type('!')
    const end = ada().getByText('The end!')
    await expect.poll(() => end.evaluate((line) => line.getBoundingClientRect().bottom < window.innerHeight)).toBe(true)
    await expect.poll(() => isLaidOut('a40')).toBe(true)
    expect(await isLaidOut('a10')).toBe(false)
  })

  it('[EDIT39] is whole for who copies it or reads it by their tools', async () => {
    await open(...long, p('The end'))
    await harness.caret('1. Every', 0)
    for (let stage = 0; stage < 3; stage += 1) await harness.page.keyboard.press('Control+a')
    expect(await harness.page.evaluate(() => window.harness.copied('ada'))).toContain('The end')
    expect(await ada().getByRole('heading', { name: 'Part 40' }).count()).toBe(1)
    expect(await ada().getByRole('group', { name: 'Do it 40' }).count()).toBe(1)
  })

  it('[EDIT39] shows a colleague’s name above a line’s edge', async () => {
    await open(p('Above'), p('One two'))
    await harness.page.evaluate(() => window.harness.caret('ben', 'One', 0))
    const caret = ada().locator('.remote-caret')
    await caret.waitFor()
    /** What is clipped cannot be pointed at either; the pointer usually passes through carets. */
    const isShown = caret.evaluate((shown) => {
      if (shown instanceof HTMLElement) shown.style.pointerEvents = 'auto'
      const { left, top } = shown.getBoundingClientRect()
      return document.elementFromPoint(left + 20, top - 6) === shown
    })
    expect(await isShown).toBe(true)
  })
})
