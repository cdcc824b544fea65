/**
 * Reading a section to sign it while somebody writes there: a lead officer in a browser behind a gate, a drafter beside
 * the server.
 */
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { editorWords } from '../../client/editor/words.ts'
import { words } from '../../client/words/en.ts'
import { findAxeFaults, findCutWords, findSidewaysScroll } from '../support/audit.ts'
import type { Person } from '../support/person.ts'
import { becomes, listen, openEditor, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const title = 'Our vision'
const writing = words.sections.writingHere(['Callum Reith'])

let iain: Person
let callum: Person

const stage = setStage(async ({ enter, far }) => {
  iain = await enter('Iain Dalbeith', far)
  callum = await enter('Callum Reith')
})

const meanwhile = (page: Page): Locator => page.getByRole('region', { name: words.signOff.meanwhile })
const says = (page: Page): Promise<string> => meanwhile(page).innerText()

/** Brings both to where they were when a test began. */
const begin = async (): Promise<Locator> => {
  await Promise.all([iain, callum].map(({ page }) => page.goto(stage.planUrl)))
  return openEditor(callum.page, title)
}

const goToSigning = async ({ page }: Person): Promise<void> => {
  await sectionOf(page, title)
    .getByRole('link', { name: /^Sign off/ })
    .click()
  await page.getByRole('heading', { name: words.signOff.formTitle }).waitFor()
}

const stopWriting = ({ page }: Person): Promise<void> =>
  page.getByRole('button', { name: editorWords.done, exact: true }).click()

/** The next reading of a section with these words has come to the page. */
const hears = ({ page }: Person, sought: string): Promise<unknown> =>
  page.waitForResponse(
    async (response) => response.url().endsWith('/reading') && (await response.text()).includes(sought),
  )

describe('reading to sign', () => {
  it('[PAGE54] [A11Y8] says who writes in the section, until they stop, and only while that can be known', async () => {
    await begin()
    await sectionOf(iain.page, title).getByText(writing).waitFor()
    await sectionOf(iain.page, title)
      .getByRole('button', { name: new RegExp(`^${words.sections.details}`) })
      .click()
    await iain.page.getByRole('complementary', { name: words.plan.side }).getByText(writing).waitFor()
    const said = await listen(iain)
    await goToSigning(iain)
    await becomes(async () => (await says(iain.page)).includes(writing), true)
    await becomes(async () => (await said()).filter((line) => line.includes('Callum Reith is writing')).length, 1)

    stage.outage(true)
    stage.gate.shut()
    await meanwhile(iain.page).getByText(words.signOff.writersUnknown).waitFor()
    expect(await says(iain.page)).not.toContain(writing)
    stage.gate.open()
    await becomes(async () => (await says(iain.page)).includes(writing), true)
    await stopWriting(callum)
    await becomes(() => says(iain.page), words.signOff.nobodyWrites)
    expect((await said()).filter((line) => line.includes('Callum Reith is writing')).length).toBe(1)
    await iain.page.getByRole('link', { name: words.signOff.back }).click()
    await sectionOf(iain.page, title).waitFor()
    expect(await sectionOf(iain.page, title).getByText(writing).count()).toBe(0)
    stage.expectClean()
  })

  it('[PAGE54] [PAGE61] moves nothing on the plan page as somebody begins and stops to write', async () => {
    await begin()
    const { page } = iain
    const writers = sectionOf(page, title).getByText(writing)
    await sectionOf(page, title).scrollIntoViewIfNeeded()
    await writers.waitFor()
    const entry = page.locator('#outline li').filter({ hasText: title })
    const here = entry.getByText(words.sections.hereCount(['Callum Reith']))
    await here.waitFor()
    const parts = page.locator('#outline li').or(sectionOf(page, title).locator(':scope > *'))
    const places = (): Promise<readonly number[]> =>
      parts.evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height))
    const during = await places()
    expect(during.length).toBeGreaterThan(30)
    await stopWriting(callum)
    await writers.waitFor({ state: 'detached' })
    expect(await places()).toEqual(during)
    await callum.page.goto(new URL('/', stage.app.url).href)
    await here.waitFor({ state: 'detached' })
    expect(await places()).toEqual(during)
    stage.expectClean()
  })

  it('[PAGE59] shows to others as reading the section who reads it to sign', async () => {
    await begin()
    await goToSigning(iain)
    await callum.page.getByText(words.plan.hereCount(1)).click()
    const [vision = ''] = await sectionOf(callum.page, title).getByRole('heading', { level: 2 }).allInnerTexts()
    const reads = callum.page.getByRole('button', { name: words.plan.readingIn(vision.replace(/^\d+\. /, '')) })
    await reads.waitFor()
    expect(await reads.locator('xpath=ancestor::li').innerText()).toContain('Iain Dalbeith')
    await callum.page.keyboard.press('Escape')
    await stopWriting(callum)
    stage.expectClean()
  })

  it('[PAGE55] says once that the text has changed, moves nothing for it, and shows what when asked', async () => {
    const text = await begin()
    await goToSigning(iain)
    const { page } = iain
    const said = await listen(iain)
    const countSaid = async (): Promise<number> =>
      (await said()).filter((line) => line.includes(words.signOff.hasChangedNews)).length
    const heading = page.getByRole('heading', { name: words.signOff.textTitle })
    const topBefore = (await heading.boundingBox())?.y
    await typeAt(callum, text.locator('p').first(), 'start', 'Put in meanwhile. ')
    const changed = meanwhile(page).getByText(words.signOff.hasChanged)
    await changed.waitFor()
    await becomes(countSaid, 1)
    // Longer than from one reading of a section in which somebody writes to the next.
    const all = hears(iain, 'it goes. We wrote')
    await callum.page.keyboard.type('And on and on it goes. ', { delay: 150 })
    await all
    expect((await heading.boundingBox())?.y).toBe(topBefore)
    expect(await countSaid()).toBe(1)
    expect(await page.getByText(/^Put in meanwhile\./).count()).toBe(0)

    await page.getByRole('button', { name: words.signOff.showChanges }).click()
    const changes = page.getByRole('group', { name: words.signOff.seenTitle })
    await becomes(() => changes.evaluate((element) => element === document.activeElement), true)
    expect(await changes.locator('ins').first().innerText()).toContain('Put in meanwhile.')
    expect(await page.getByText(/^Put in meanwhile\./).count()).toBeGreaterThan(0)
    await changed.waitFor({ state: 'detached' })

    await callum.page.keyboard.type('x')
    await changed.waitFor()
    await becomes(countSaid, 2)
    await callum.page.keyboard.press('Backspace')
    await changed.waitFor({ state: 'detached' })
    await stopWriting(callum)
    stage.expectClean()
  })

  it('[PAGE16] says that no words differ where only their looks do', async () => {
    const text = await begin()
    await goToSigning(iain)
    const line = text.locator('p').first()
    await line.click({ clickCount: 3 })
    await becomes(() => callum.page.evaluate(() => document.getSelection()?.isCollapsed), false)
    await callum.page.getByRole('toolbar').getByRole('button', { name: editorWords.bold }).click()
    await line.locator('strong').first().waitFor()
    await iain.page.getByRole('button', { name: words.signOff.showChanges }).click()
    const changes = iain.page.getByRole('group', { name: words.signOff.seenTitle })
    await changes.getByText(words.signOff.noWordsChanged).waitFor()
    await stopWriting(callum)
    stage.expectClean()
  })

  it('[PAGE54] [A11Y1] [A11Y2] [A11Y4] covers nothing that has the focus, however large the text is', async () => {
    const text = await begin()
    await goToSigning(iain)
    const { page } = iain
    await typeAt(callum, text.locator('p').first(), 'start', 'Larger. ')
    await meanwhile(page).getByText(words.signOff.hasChanged).waitFor()
    expect(await findAxeFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect([
      ...(await findAxeFaults(page)),
      ...(await findSidewaysScroll(page)),
      ...(await findCutWords(page)),
    ]).toEqual([])
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect(await findSidewaysScroll(page)).toEqual([])
    // Whole from the top of the page on, and most of the screen is left to the text.
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    const atTop = await meanwhile(page).boundingBox()
    expect(Math.round((atTop?.y ?? 0) + (atTop?.height ?? 0))).toBe(640)
    expect(atTop?.height).toBeLessThan(640 * 0.3)
    await page.getByRole('link', { name: words.signOff.back }).focus()
    for (const control of [page.getByLabel(words.signOff.capacity), page.getByLabel(words.signOff.statement)]) {
      await page.keyboard.press('Tab')
      while (!(await control.evaluate((element) => element === document.activeElement)))
        await page.keyboard.press('Tab')
      const bar = await meanwhile(page).boundingBox()
      const box = await control.boundingBox()
      expect(box !== null && bar !== null && box.y < bar.y && box.y >= 0).toBe(true)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await stopWriting(callum)
    stage.expectClean()
  })
})
