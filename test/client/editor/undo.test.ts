/** Where undo and redo leave the caret and the page. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '../../../shared/plan/model.ts'
import { block, p } from '../../support/content.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()
const { open, caret, press, type } = harness

const read = async (): Promise<readonly Item[]> => (await harness.read()).items
const lines = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => p(`Line ${index + 1} of the section.`))

/** Whether the caret is on the screen, clear of the bars at its edges. */
const isCaretInSight = (): Promise<boolean> =>
  harness.page.evaluate(() => {
    const { top, bottom } = document.getSelection()?.getRangeAt(0).getBoundingClientRect() ?? { top: 0, bottom: 0 }
    return top > 40 && bottom < window.innerHeight - 40
  })

describe('undo and redo', { timeout: 30_000 }, () => {
  beforeEach(() => harness.page.setViewportSize({ width: 1280, height: 600 }))

  it('[EDIT11] leave the caret at the end of what changed, so that one writes on from there', async () => {
    await open(p('One two'), p('Last'))
    await caret('One two', 4)
    await type('abc')
    await press('Control+z')
    await caret('Last', 2)
    await press('Control+y')
    await type('d')
    expect(await read()).toEqual([p('One abcdtwo'), p('Last')])
  })

  it('[EDIT11] leave it after words that were deleted and are back, and where words are gone', async () => {
    await open(p('One two three'), p('Last'))
    await caret('two', 0, 4)
    await press('Delete')
    await caret('Last', 0)
    await press('Control+z')
    await type('+')
    expect(await read()).toEqual([p('One two +three'), p('Last')])
    await caret('Last', 0)
    await press('Control+z')
    await type('-')
    expect(await read()).toEqual([p('One two -three'), p('Last')])
  })

  it('[EDIT11] leave it at the end of letters that are like those before them', async () => {
    await open(p('aaa'), p('Last'))
    await caret('aaa', 3)
    await type('aa')
    await press('Control+z')
    await press('Control+y')
    await type('b')
    expect(await read()).toEqual([p('aaaaab'), p('Last')])
  })

  it('[EDIT11] are the editor’s, not the browser’s, also by the keys while a button has the focus', async () => {
    await open(p('One two'))
    await caret('One two', 7)
    await type(' abc')
    await harness.page.evaluate(() => document.body.appendChild(document.createElement('button')).focus())
    for (const redo of ['Control+y', 'Control+Shift+z']) {
      await press('Control+z')
      await expect.poll(read).toEqual([p('One two')])
      await press(redo)
      await expect.poll(read).toEqual([p('One two abc')])
    }
    await harness.page.evaluate(() => document.querySelector('body > button')?.remove())
  })

  it('[EDIT11] leave what is typed elsewhere on the page to the browser', async () => {
    await open(p('One two'))
    await caret('One two', 7)
    await type(' abc')
    await harness.page.evaluate(() => document.body.appendChild(document.createElement('textarea')).focus())
    await type('x')
    await press('Control+z')
    const typed = harness.page.locator('body > textarea')
    await expect.poll(() => typed.inputValue()).toBe('')
    await press('Control+y')
    await expect.poll(() => typed.inputValue()).toBe('x')
    expect(await read()).toEqual([p('One two abc')])
    await typed.evaluate((element) => element.remove())
  })

  it('[EDIT11] show what changed, wherever the caret was', async () => {
    await open(...lines(80))
    await caret('Line 2 of', 0)
    await type('UUUU')
    await caret('Line 70 of', 0)
    await type('x')
    await press('Backspace')
    await caret('Line 75 of', 0)
    await press('Control+z')
    await press('Control+z')
    expect((await read())[1]).toEqual(p('Line 2 of the section.'))
    expect(await isCaretInSight()).toBe(true)
    expect(await harness.page.evaluate(() => document.getSelection()?.anchorNode?.textContent)).toBe(
      'Line 2 of the section.',
    )
  })

  it('[EDIT11] show a value that changed, and leave the caret where it is', async () => {
    await open(block('action', 'a1', { what: [p('Do it')], role: 'Head' }), ...lines(60))
    const role = harness.page.locator('#ada').getByRole('textbox', { name: 'Lead officer (role)' })
    await role.fill('Somebody else')
    await press('Tab')
    await caret('Line 50 of', 0)
    await press('Control+z')
    expect(await role.inputValue()).toBe('Head')
    expect(await role.evaluate((input) => input.getBoundingClientRect().top >= 0)).toBe(true)
    await type('+')
    expect((await read())[50]).toEqual(p('+Line 50 of the section.'))
  })

  it('[EDIT11] never leave it in a block that is removed', async () => {
    await open(p('One'), block('action', 'a1', { what: [p('Do it')] }), p('Last'))
    await caret('Do it', 5)
    await type(' now')
    await harness.page
      .locator('#ada')
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click()
    await press('Control+z')
    await caret('Last', 0)
    await press('Control+y')
    await type('+')
    expect((await read())[2]).toEqual(p('+Last'))
  })

  it('[EDIT24] leave nothing behind that would move the caret with the next word of a colleague', async () => {
    await open(p('One'), p('Two'), p('Three'))
    await caret('One', 3)
    await type(' more')
    await caret('Three', 5)
    await press('Control+z')
    await press('Control+y')
    await harness.page.evaluate(() => window.harness.insert('ben', 'Two', 0, 'x'))
    await type('!')
    expect(await read()).toEqual([p('One more!'), p('xTwo'), p('Three')])
  })
})
