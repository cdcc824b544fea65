/**
 * Who writes or reads keeps their place: the page does not run away from under them, and what they did is in sight.
 * Real server, real browser.
 */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { editorWords } from '../../client/editor/words.ts'
import { words } from '../../client/words/en.ts'
import { createKeyboardPerson, readFocus } from '../support/keyboard.ts'
import type { Person } from '../support/person.ts'
import { becomes, openEditor, rescueOf, says, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const title = 'Getting it right for every child'

let callum: Person

const stage = setStage(async ({ enter }) => {
  callum = await enter('Callum Reith')
})

/** How far the page is scrolled, once it stands still: a long page is laid out in steps. */
const restOf = async (page: Page): Promise<number> => {
  let place = -1
  const hasMoved = async (): Promise<boolean> => {
    const before = place
    place = await page.evaluate(() => Math.round(scrollY))
    return before !== place
  }
  await becomes(hasMoved, false)
  return place
}

/** Whether all of what has the focus is on screen. */
const isWhole = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: 0 }
    return top >= 0 && bottom <= innerHeight
  })

beforeEach(async () => {
  await callum.page.goto(stage.planUrl)
  await sectionOf(callum.page, title).waitFor()
})

describe('one’s place on the page', () => {
  it('[A11Y4] stays when the focus goes to tools, comments, findings and outline', async () => {
    const { page } = callum
    const keys = createKeyboardPerson(page)
    const text = await openEditor(page, title)
    await text.locator('> p').last().click()
    const before = await restOf(page)
    const moves: Record<string, number> = {}
    const note = async (what: string): Promise<void> => void (moves[what] = (await restOf(page)) - before)
    for (const menu of [editorWords.style, editorWords.insert, editorWords.more]) {
      const name = new RegExp(`^${menu}`)
      await sectionOf(page, title).getByRole('toolbar').getByRole('button', { name }).click()
      await keys.press('ArrowDown', 'Escape', 'Escape')
      await note(menu)
    }
    await keys.press('Alt+F10', 'ArrowRight', 'ArrowRight', 'Escape')
    await note('tools by keys')
    await page.getByRole('button', { name: words.comments.onPlanButton }).click()
    await keys.type('Two lines')
    await keys.press('Enter')
    await keys.type('of a comment')
    await note('a comment')
    expect(await isWhole(page)).toBe(true)
    await page.getByRole('tab', { name: words.checks.title }).click()
    await page.getByRole('tabpanel').getByRole('button').first().waitFor()
    for (let stop = 0; stop < 12; stop += 1) {
      await keys.press('Tab')
      expect(await isWhole(page)).toBe(true)
    }
    await note('findings')
    await page.locator('#outline').focus()
    for (let stop = 0; stop < 18; stop += 1) {
      await keys.press('Tab')
      expect(await isWhole(page)).toBe(true)
    }
    await note('outline')
    expect(Object.entries(moves).filter(([, moved]) => moved !== 0)).toEqual([])
    stage.expectClean()
  })

  it('[EDIT19] stays in the text when one clicks into commented words, wide or narrow', async () => {
    const { page } = callum
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(stage.planUrl)
      const text = await openEditor(page, title)
      const mark = text.locator('.comment-mark').last()
      await mark.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
      const before = await restOf(page)
      const threadId = await mark.getAttribute('data-thread')
      await mark.click()
      const card = page.locator(`#thread-${threadId}`)
      await becomes(async () => ((await card.getAttribute('class')) ?? '').includes('active'), true)
      await becomes(async () => ((await mark.getAttribute('class')) ?? '').includes('is-active'), true)
      expect((await restOf(page)) - before).toBe(0)
      await page.keyboard.type('typed')
      expect(await text.locator('.comment-mark').last().innerText()).toContain('typed')
      if (width > 1000)
        expect(await card.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThan(800)
      for (let letter = 0; letter < 5; letter += 1) await page.keyboard.press('Backspace')
      await page.keyboard.press('Alt+Enter')
      await becomes(() => card.evaluate((element) => element === document.activeElement), true)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    stage.expectClean()
  })

  it('[A11Y5] [PAGE17] is at the heading, beside the reason, when the section is signed under one’s hands', async () => {
    const signed = 'The plan on one page'
    const far = await stage.enter('Callum Reith', stage.far)
    const iain = await stage.enter('Iain Dalbeith')
    const text = await openEditor(far.page, signed)
    stage.outage(true)
    stage.gate.shut()
    await says(far, words.save.offline(0))
    await typeAt(far, text.locator('p').last(), 'end', ' Too late.')
    await sectionOf(iain.page, signed)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await iain.page.getByRole('button', { name: /^Sign off .* as / }).click()
    stage.gate.open()
    const heading = sectionOf(far.page, signed).getByRole('heading').first()
    await becomes(() => heading.evaluate((element) => element === document.activeElement), true)
    const isInSight = (part: Locator): Promise<boolean> =>
      part.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      })
    await becomes(() => isInSight(sectionOf(far.page, signed).getByText('Signed off by Iain Dalbeith')), true)
    // Who types on presses spaces, which scroll a page.
    await far.page.keyboard.type('so it is ')
    // Into a box their spaces go, though no pause was made.
    await far.page.getByRole('button', { name: words.comments.onPlanButton }).click()
    await far.page.keyboard.type('of a comment')
    const box = far.page.locator('#side-panel textarea')
    await becomes(() => box.inputValue(), 'of a comment')
    await box.fill('')
    await box.press('Escape')
    await heading.focus()
    const toCopy = sectionOf(far.page, signed).getByRole('button', { name: words.save.goToCopy })
    await toCopy.waitFor()
    expect(await isInSight(toCopy)).toBe(true)
    await toCopy.click()
    await becomes(() => rescueOf(far, signed).evaluate((element) => element === document.activeElement), true)
    expect(await isInSight(rescueOf(far, signed))).toBe(true)
    stage.outage(false)
    stage.expectClean()
  })

  it('[PAGE12] is the section one has gone to, in the outline and for colleagues', async () => {
    const morag = await stage.enter('Morag Kinnaird')
    const entryOf = ({ page }: Person, section: RegExp): Locator =>
      page.locator('#outline li').filter({ has: page.getByRole('link', { name: section }) })
    for (const section of [/^4\. Our vision/, /^5\. Who we are/, /^9\. What we know/]) {
      await entryOf(callum, section).getByRole('link').click()
      await becomes(() => entryOf(callum, section).getByRole('link').getAttribute('aria-current'), 'location')
      await becomes(async () => (await entryOf(morag, section).innerText()).includes('Callum Reith'), true)
    }
    stage.expectClean()
  })

  it('[PAGE12] is where one has scrolled to, also after one was in another window', async () => {
    const { page } = callum
    await page
      .locator('#outline')
      .getByRole('link', { name: /^9\. What we know/ })
      .click()
    await restOf(page)
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, 3_000)
    await restOf(page)
    // What a browser tells the page as its window is left and come back to.
    await page.evaluate(() => {
      for (const type of ['focusout', 'focusin'])
        document.activeElement?.dispatchEvent(new FocusEvent(type, { bubbles: true }))
    })
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(await restOf(page)).toBe(0)
    stage.expectClean()
  })

  it('[PAGE12] is the last, short section, too, until one scrolls', async () => {
    const { page } = callum
    // So high a screen that not even the third section from the end comes to its top.
    await page.setViewportSize({ width: 1280, height: 8000 })
    const links = page.locator('#outline').getByRole('link')
    const currentOf = (): Promise<string> => page.locator('#outline [aria-current]').innerText()
    for (const index of [-1, -2, -1]) {
      const title = await links.nth(index).innerText()
      await links.nth(index).click()
      await becomes(currentOf, title)
      await restOf(page)
      expect(await currentOf()).toBe(title)
    }
    const last = await currentOf()
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, -300)
    await becomes(async () => (await currentOf()) === last, false)
    await page.setViewportSize({ width: 1280, height: 900 })
    stage.expectClean()
  })

  it('[PAGE52] is in the comment one writes until one throws it away', async () => {
    const { page } = callum
    const keys = createKeyboardPerson(page)
    await page.getByRole('button', { name: words.comments.onPlanButton }).click()
    await keys.type('Half a thought')
    await keys.press('Escape')
    await page.getByText(words.comments.discard).waitFor()
    await keys.press('Escape')
    await page.getByText(words.comments.discard).waitFor({ state: 'detached' })
    await keys.type(', and the rest')
    expect(await page.getByLabel(words.comments.text).inputValue()).toBe('Half a thought, and the rest')
    await keys.press('Escape')
    await page.getByRole('button', { name: words.comments.discardYes }).click()
    await page.getByLabel(words.comments.text).waitFor({ state: 'detached' })
    stage.expectClean()
  })

  it('[A11Y5] is at the button again when one leaves a comment on the plan', async () => {
    const { page } = callum
    const comment = page.getByRole('button', { name: words.comments.onPlanButton })
    for (const leave of [
      () => page.getByRole('button', { name: words.comments.cancel }).click(),
      () => page.keyboard.press('Escape'),
    ]) {
      await comment.click()
      await page.getByLabel(words.comments.text).waitFor()
      await leave()
      await becomes(async () => (await readFocus(page)).name, words.comments.onPlanButton)
    }
    stage.expectClean()
  })

  it('[A11Y5] is at the same words when one stops writing', async () => {
    const { page } = callum
    const section = sectionOf(page, title)
    const topOf = (part: Locator): Promise<number> => part.evaluate((element) => element.getBoundingClientRect().top)
    const stops = [
      () => page.keyboard.press('Escape').then(() => page.keyboard.press('Escape')),
      () => section.getByRole('button', { name: editorWords.done }).click(),
    ]
    for (const [index, stop] of stops.entries()) {
      const text = await openEditor(page, title)
      const line = text.locator('> p').nth(-1 - index)
      const written = (await line.textContent()) ?? ''
      await line.click()
      await line.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
      await restOf(page)
      const before = await topOf(line)
      await stop()
      const read = section.locator('.static-text > p').filter({ hasText: written }).first()
      await read.waitFor()
      await restOf(page)
      expect(Math.abs((await topOf(read)) - before)).toBeLessThan(3)
      expect((await readFocus(page)).tag).toBe('h2')
    }
    stage.expectClean()
  })
})
