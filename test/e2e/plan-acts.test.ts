/**
 * What people do to a plan beside writing it, each act seen by a second person: sections, tags, details, findings,
 * comments, addresses, pictures and links. Real server, real browser.
 */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { editorWords } from '../../client/editor/words.ts'
import { words } from '../../client/words/en.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import { findAxeFaults } from '../support/audit.ts'
import type { Person } from '../support/person.ts'
import { becomes, commentOnWords, openEditor, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

/** In the bar at the foot of a narrow screen; comments have their number behind their name. */
const sheetButton = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: words.plan.views }).getByRole('button', { name: new RegExp(`^${name}( \\(|$)`) })

/** As the list of comments says it. */
const openCount = async (page: Page): Promise<number> => {
  const filter = page.locator('#side-panel button', { hasText: words.comments.filters.open }).first()
  return Number(/\((\d+)\)/.exec((await filter.textContent()) ?? '')?.[1])
}

let morag: Person
let callum: Person

const stage = setStage(async ({ enter }) => {
  morag = await enter('Morag Kinnaird')
  callum = await enter('Callum Reith')
})

/** The titles of the outline, in their order. */
const outlineOf = ({ page }: Person): Promise<readonly string[]> =>
  page.getByRole('navigation', { name: words.plan.outline }).locator('ol > li > a').allInnerTexts()

const numberOf = async (person: Person, title: string): Promise<number> =>
  (await outlineOf(person)).findIndex((entry) => entry.endsWith(` ${title}`)) + 1

const chooses = async (title: string, button: string): Promise<void> => {
  const entry = morag.page.locator('nav#outline li', { has: morag.page.getByRole('link', { name: title }) })
  if ((await entry.getByRole('button', { name: button, exact: true }).count()) === 0)
    await entry.locator('summary').click()
  await entry.getByRole('button', { name: button, exact: true }).click()
}

const dialogOf = ({ page }: Person): Locator => page.getByRole('dialog')

const says = (person: Person, sought: string | RegExp): Promise<void> =>
  person.page.getByText(sought).first().waitFor({ state: 'attached', timeout: 15_000 })

const textOf = async ({ page }: Person, title: string): Promise<string> =>
  (await sectionOf(page, title).textContent()) ?? ''

const threadOf = ({ page }: Person, text: string): Locator =>
  page.locator('[role=comment]').filter({ hasText: text }).first()

const focused = ({ page }: Person): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest('[id]')?.id ?? '')

beforeEach(async () => {
  await Promise.all([morag, callum].map(({ page }) => page.goto(stage.planUrl)))
  await Promise.all([morag, callum].map(({ page }) => sectionOf(page, 'Our vision').waitFor()))
})

describe('the acts of a plan', () => {
  it('[STORE11] [PAGE10] adds, moves and renames sections, and everyone sees it', async () => {
    await morag.page.getByRole('button', { name: words.sections.add }).click()
    await dialogOf(morag).getByRole('button', { name: words.sections.addButton }).click()
    await dialogOf(morag).getByRole('link', { name: words.sections.titleMissing }).waitFor()
    await dialogOf(morag).getByLabel(words.sections.addName).fill('Play and outdoors')
    await dialogOf(morag).getByLabel(words.sections.addAfter).selectOption({ label: 'Our vision and values' })
    await dialogOf(morag).getByRole('button', { name: words.sections.addButton }).click()
    await becomes(() => numberOf(callum, 'Play and outdoors'), 5)
    await chooses('Play and outdoors', words.sections.moveUp)
    await becomes(() => numberOf(callum, 'Play and outdoors'), 4)
    await chooses('Play and outdoors', words.sections.moveDown)
    await becomes(() => numberOf(callum, 'Play and outdoors'), 5)
    await chooses('Play and outdoors', words.sections.moveTo)
    await dialogOf(morag).getByRole('button', { name: words.sections.moveButton }).click()
    await becomes(() => numberOf(callum, 'Play and outdoors'), 1)
    await chooses('Play and outdoors', words.sections.rename)
    await dialogOf(morag).getByLabel(words.sections.addName).fill(' ')
    await dialogOf(morag).getByRole('button', { name: words.sections.renameButton }).click()
    await dialogOf(morag).getByRole('link', { name: words.sections.titleMissing }).waitFor()
    await dialogOf(morag).getByLabel(words.sections.addName).fill('Room to play')
    await dialogOf(morag).getByRole('button', { name: words.sections.renameButton }).click()
    await becomes(() => numberOf(callum, 'Room to play'), 1)
    await morag.page.getByRole('button', { name: words.sections.add }).click()
    const kinds = dialogOf(morag).getByLabel(words.sections.addKind)
    expect(await kinds.locator('option').count()).toBeGreaterThan(1)
    await kinds.selectOption({ index: 1 })
    const name = dialogOf(morag).getByLabel(words.sections.addName)
    const title = `${await name.inputValue()}Play near home`
    expect(title).toBe('Priority: Play near home')
    await name.fill(title)
    await dialogOf(morag).getByRole('button', { name: words.sections.addButton }).click()
    await becomes(async () => (await numberOf(callum, title)) > 1, true)
    stage.expectClean()
  })

  it('[STORE12] removes a section and brings it back with its words; one the law asks for stays', async () => {
    const title = 'Words we use'
    await becomes(async () => (await textOf(callum, title)).length > 1_000, true)
    const before = await textOf(callum, title)
    const place = await numberOf(callum, title)
    await chooses(title, words.sections.remove)
    await dialogOf(morag).getByRole('button', { name: words.sections.removeButton }).click()
    await becomes(() => numberOf(callum, title), 0)
    await morag.page.getByText(words.sections.removedList(1)).click()
    await morag.page.getByRole('button', { name: words.sections.bringBackOf(title) }).click()
    await becomes(() => numberOf(callum, title), place)
    await becomes(async () => (await textOf(callum, title)).length, before.length)
    const vision = morag.page.locator('nav#outline li', { has: morag.page.getByRole('link', { name: 'Our vision' }) })
    await vision.locator('summary').click()
    await vision.getByText(words.sections.mandatory).waitFor()
    expect(await vision.getByRole('button', { name: words.sections.remove }).count()).toBe(0)
    stage.expectClean()
  })

  it('[CHK23] tags by mouse and by keyboard, for everyone at once', async () => {
    const title = 'Who we are'
    const section = sectionOf(callum.page, title)
    const summary = section.locator('summary').filter({ hasText: words.sections.tagsEdit })
    await summary.click()
    const box = section.getByRole('checkbox', { name: /Best use/ })
    const label = section.locator('label').filter({ hasText: /Best use/ })
    const tags = () => sectionOf(morag.page, title).getByRole('list', { name: words.sections.tags }).allTextContents()
    expect((await tags()).join()).not.toMatch(/Best use/)
    await label.click()
    await becomes(async () => /Best use/.test((await tags()).join()), true)
    await box.focus()
    await callum.page.keyboard.press('Space')
    await becomes(async () => /Best use/.test((await tags()).join()), false)
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
    stage.expectClean()
  })

  it('[PAGE9] sets lead body, due date and readiness, and everyone sees them', async () => {
    const title = 'Related services'
    await callum.page.getByRole('button', { name: `${words.sections.details}: ${title}` }).click()
    const panel = callum.page.getByRole('complementary', { name: words.plan.side })
    await panel.getByLabel(words.sections.leadBody).selectOption({ label: 'Police Scotland' })
    await panel.getByLabel(words.general.day).fill('31')
    await panel.getByLabel(words.general.month).fill('3')
    await panel.getByLabel(words.general.year).fill('2027')
    await callum.page.keyboard.press('Tab')
    await panel.locator('label').filter({ hasText: words.sections.ready }).click()
    for (const sought of [words.sections.leads('Police'), words.sections.due('31 March 2027'), words.states.ready])
      await becomes(async () => (await textOf(morag, title)).includes(sought), true)
    const guidance = sectionOf(callum.page, title).locator('details').filter({ hasText: words.sections.guidance })
    await guidance.locator('summary').first().click()
    await guidance.getByText(/^Source:/).waitFor()
    await guidance.locator('summary').first().click()
    await guidance.getByText(/^Source:/).waitFor({ state: 'hidden' })
    stage.expectClean()
  })

  it('[CHK21] leads from a finding to its block, and drops it once the field is filled', async () => {
    const finding = callum.page.getByRole('button', { name: /Ashgrove School.*no lead officer/ })
    await callum.page.getByRole('tab', { name: words.checks.title }).click()
    await finding.click()
    await becomes(async () => (await focused(callum)).startsWith('block-'), true)
    const title = 'additional needs'
    await sectionOf(callum.page, title)
      .getByRole('button', { name: /^Edit section/ })
      .click()
    const action = sectionOf(callum.page, title).getByRole('group', { name: /Ashgrove School/ })
    await action.getByLabel('Lead officer (role)', { exact: true }).fill('Head of Education')
    await callum.page.keyboard.press('Tab')
    await finding.waitFor({ state: 'detached' })
    await becomes(async () => (await textOf(morag, title)).includes('Head of Education'), true)
    stage.expectClean()
  })

  it('[ANCH10] [ANCH11] talks in threads: reply, change, withdraw, resolve, open again, find by filter', async () => {
    const panel = callum.page.getByRole('complementary', { name: words.plan.side })
    const post = async (text: string): Promise<void> => {
      await panel.getByLabel(words.comments.text).fill(text)
      await panel.getByRole('button', { name: words.comments.post }).click()
      await threadOf(callum, text).waitFor()
      await threadOf(morag, text).waitFor()
    }
    await panel.getByRole('button', { name: words.comments.onPlanButton }).click()
    await post('On the whole plan')
    await sectionOf(callum.page, 'Our vision')
      .getByRole('button', { name: /^Comment on section/ })
      .click()
    await post('On the vision')
    await sectionOf(callum.page, 'Our vision')
      .getByRole('button', { name: words.sections.commentBlock })
      .first()
      .click()
    await post('On a block')
    const places = await panel.locator('[role=comment]:visible').allInnerTexts()
    const order = ['On the whole plan', 'On the vision', 'On a block'].map((text) =>
      places.findIndex((place) => place.includes(text)),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))

    const thread = threadOf(morag, 'On the vision')
    await thread.getByRole('button', { name: words.comments.reply, exact: true }).click()
    await thread.getByLabel(words.comments.replyText).fill('We will see to it')
    await morag.page.keyboard.press('Control+Enter')
    await threadOf(callum, 'On the vision').getByText('We will see to it').waitFor()
    const own = callum.page.locator(`#${await threadOf(callum, 'On a block').getAttribute('id')}`)
    await own.getByRole('button', { name: words.comments.edit, exact: true }).click()
    await own.getByLabel(words.comments.text).fill('On this very block')
    await own.getByRole('button', { name: words.comments.editSave }).click()
    await threadOf(morag, 'On this very block').getByText(words.comments.edited).waitFor()
    const withdraw = own.getByRole('button', { name: words.comments.withdraw, exact: true })
    await withdraw.click()
    await dialogOf(callum).getByText(words.comments.withdrawLast).waitFor()
    await callum.page.keyboard.press('Escape')
    expect(await withdraw.evaluate((element) => element === document.activeElement)).toBe(true)
    await withdraw.click()
    await dialogOf(callum).getByRole('button', { name: words.comments.withdraw }).click()
    await own.waitFor({ state: 'hidden' })
    await becomes(() => focused(callum).then((id) => id.startsWith('thread-')), true)
    await becomes(() => morag.page.getByText('On this very block').count(), 0)
    await thread.getByRole('button', { name: words.comments.resolve, exact: true }).click()
    await threadOf(callum, 'On the vision').waitFor({ state: 'hidden' })
    await panel.getByRole('button', { name: /^Resolved/ }).click()
    await threadOf(callum, 'On the vision')
      .getByText(/^Resolved by Morag Kinnaird/)
      .waitFor()
    await threadOf(callum, 'On the vision').getByRole('button', { name: words.comments.reopen, exact: true }).click()
    await threadOf(callum, 'On the vision').waitFor({ state: 'hidden' })
    await panel.getByRole('button', { name: /^Open \(/ }).click()
    await threadOf(callum, 'On the vision').waitFor()
    stage.expectClean()
  })

  it('[ANCH13] keeps a thread with its quote when its words are deleted', async () => {
    const title = 'Foreword'
    const text = await openEditor(callum.page, title)
    await typeAt(callum, text.locator('p').first(), 'start', 'Gone tomorrow. ')
    await becomes(async () => (await textOf(morag, title)).includes('Gone tomorrow.'), true)
    await commentOnWords(morag.page, title, 'Gone tomorrow', 'Why tomorrow?')
    await text.locator('p').first().click()
    await callum.page.keyboard.press('Control+Home')
    for (let step = 0; step < 'Gone tomorrow. '.length; step++) await callum.page.keyboard.press('Delete')
    const thread = threadOf(morag, 'Why tomorrow?')
    await thread.getByText(words.comments.detached).waitFor()
    expect(await thread.locator('blockquote').innerText()).toContain('Gone tomorrow')
    await becomes(
      () =>
        sectionOf(morag.page, title)
          .getByRole('button', { name: words.comments.detachedIn(1) })
          .count(),
      1,
    )
    stage.expectClean()
  })

  it('[PAGE12] opens a section and a thread by their address, and goes back', async () => {
    const { page } = callum
    const address = await page
      .getByRole('link', { name: /Money, people/ })
      .first()
      .getAttribute('href')
    await page.goto(new URL(address ?? '', stage.app.url).href)
    await becomes(async () => (await focused(callum)).startsWith('section-'), true)
    await becomes(
      () =>
        sectionOf(page, 'Money, people')
          .locator('h2')
          .evaluate((h) => h.getBoundingClientRect().top < 400),
      true,
    )
    await page
      .getByRole('link', { name: /Words we use/ })
      .first()
      .click()
    await becomes(
      () =>
        sectionOf(page, 'Words we use')
          .locator('h2')
          .evaluate((h) => h === document.activeElement),
      true,
    )
    await page.goBack()
    await becomes(() => page.evaluate(() => location.pathname), address ?? '')
    await becomes(
      () =>
        sectionOf(page, 'Money, people')
          .locator('h2')
          .evaluate((h) => h === document.activeElement),
      true,
    )
    const threadId = (await page.locator('[role=comment]:visible').last().getAttribute('id')) ?? ''
    await page.goto(`${stage.planUrl}/threads/${threadId.replace('thread-', '')}`)
    await becomes(() => focused(callum), threadId)
    stage.expectClean()
  })

  it('[PAGE12] opens a thread by its address on a telephone, too, where the text would hide it', async () => {
    const threadId = (await callum.page.locator('[role=comment]').first().getAttribute('id')) ?? ''
    const fiona = await stage.enter('Fiona Garvie', stage.far, { width: 360, height: 740 })
    const address = `${stage.planUrl}/threads/${threadId.replace('thread-', '')}`
    await fiona.page.goto(address)
    await becomes(() => focused(fiona), threadId)
    await fiona.page.goto(stage.app.url)
    await fiona.page
      .getByRole('link', { name: /^Answer a comment/ })
      .first()
      .click()
    await becomes(async () => (await focused(fiona))?.startsWith('thread-'), true)
    // From there to the text, which stays.
    await fiona.page.goto(address)
    await becomes(() => focused(fiona), threadId)
    await fiona.page.getByRole('button', { name: words.plan.text, exact: true }).click()
    await sectionOf(fiona.page, 'Cover').first().waitFor()
    stage.expectClean()
  })

  it('[PAGE7] [A11Y5] lists who is here; the list folds away by Esc and by a press beside it', async () => {
    const fiona = await stage.enter('Fiona Garvie', stage.far, { width: 360, height: 740 })
    const { page } = fiona
    const label = page.locator('summary', { hasText: words.plan.hereCount(2) })
    await label.click()
    const entry = page.getByRole('listitem').filter({ hasText: 'Callum Reith' })
    await entry.waitFor()
    const box = await entry.boundingBox()
    expect(box?.x).toBeGreaterThan(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(360)
    await entry.getByText('Callum Reith').click()
    await page.keyboard.press('Escape')
    await entry.waitFor({ state: 'hidden' })
    expect(await label.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await entry.waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    await entry.waitFor({ state: 'hidden' })
    fiona.expectOutage(true)
    stage.gate.shut()
    await says(fiona, words.plan.cutOff)
    expect(await page.getByText(words.plan.youAlone).count()).toBe(0)
    stage.gate.open()
    await label.waitFor()
    stage.expectClean()
  })

  it('[PAGE49] opens a section out of sight for who rests on its Edit button, and for nobody who passes over it', async () => {
    const { page } = morag
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString('latin1'))))
    await page.reload()
    const section = page.locator('[data-section-id]').last()
    const edit = section.getByRole('button', { name: /^Edit section/ })
    await edit.waitFor({ state: 'attached' })
    await expect.poll(() => sent.length, { timeout: 15_000 }).toBeGreaterThan(0)
    const room = sectionRoom(
      stage.planUrl.split('/').at(-1) ?? '',
      (await section.getAttribute('data-section-id')) ?? '',
    )
    const isOpened = (): boolean => sent.some((frame) => frame.includes(room))
    await page.waitForTimeout(1_000)
    await edit.evaluate((button) => {
      button.focus({ preventScroll: true })
      button.blur()
    })
    await page.waitForTimeout(500)
    expect(isOpened()).toBe(false)
    await edit.evaluate((button) => button.focus({ preventScroll: true }))
    await expect.poll(isOpened, { timeout: 15_000 }).toBe(true)
    stage.expectClean()
  })

  it('[PAGE47] keeps the place in each part of the page on a narrow screen', async () => {
    const { page } = morag
    await page.setViewportSize({ width: 360, height: 740 })
    // A mouse of the test would scroll to the bar first, which sticks to the foot.
    const show = (name: string): Promise<void> => sheetButton(page, name).dispatchEvent('click')
    const topOf = (part: Locator): Promise<number> =>
      part.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    /** Where it stands once it stands still: a long page is laid out in steps, and scrolls in steps. */
    const restOf = async (part: Locator): Promise<number> => {
      let top = await topOf(part)
      const hasMoved = async (): Promise<boolean> => {
        const before = top
        top = await topOf(part)
        return top !== before
      }
      await becomes(hasMoved, false)
      return top
    }
    const heading = sectionOf(page, 'Our vision').getByRole('heading').first()
    await heading.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
    const before = await restOf(heading)
    await show(words.comments.title)
    const first = page.getByRole('button', { name: words.comments.onPlanButton })
    expect(await topOf(first)).toBeGreaterThanOrEqual(0)
    await first.scrollIntoViewIfNeeded()
    // A wheel's scrolling may not have begun when it is looked at.
    await page.evaluate(() => scrollBy({ top: 500, behavior: 'instant' }))
    const read = await restOf(first)
    await show(words.plan.text)
    expect(Math.abs((await topOf(heading)) - before)).toBeLessThan(40)
    await show(words.comments.title)
    expect(Math.abs((await topOf(first)) - read)).toBeLessThan(3)
    await show(words.plan.outline)
    expect(await topOf(page.locator('#outline h2'))).toBeGreaterThanOrEqual(0)
    await show(words.plan.text)
    await page.setViewportSize({ width: 1280, height: 900 })
    stage.expectClean()
  })

  it('[PAGE47] shows the section one is at in the outline on a narrow screen', async () => {
    const { page } = morag
    await page.setViewportSize({ width: 360, height: 740 })
    const link = page.locator('#outline a', { hasText: 'Words we use' })
    await page.goto(`${stage.app.url}${await link.getAttribute('href')}`)
    await sectionOf(page, 'Words we use').waitFor()
    const current = page.locator('#outline [aria-current]')
    await becomes(
      async () => (await current.count()) === 1 && (await current.textContent())?.endsWith('Words we use') === true,
      true,
    )
    await sheetButton(page, words.plan.outline).dispatchEvent('click')
    // Longer than it takes to notice that the text is out of sight.
    await page.waitForTimeout(1_000)
    expect(await current.innerText()).toMatch(/Words we use$/)
    const box = await current.boundingBox()
    expect(box !== null && box.y > 0 && box.y + box.height < 740 - 44).toBe(true)
    await sheetButton(page, words.plan.text).dispatchEvent('click')
    await page.setViewportSize({ width: 1280, height: 900 })
    stage.expectClean()
  })

  it('[PAGE56] names every part of the page on a narrow screen, the open comments with their number', async () => {
    const fiona = await stage.enter('Fiona Garvie', stage.near, { width: 360, height: 740 })
    const { page } = fiona
    const bar = page.getByRole('navigation', { name: words.plan.views })
    const names = (): Promise<readonly string[]> => bar.getByRole('button').allInnerTexts()
    const { outline, text, withCount } = words.plan
    await becomes(async () => (await names())[2] !== words.comments.title, true)
    expect(await openCount(page)).toBeGreaterThan(0)
    expect(await names()).toEqual([
      outline,
      text,
      withCount(words.comments.title, await openCount(page)),
      words.checks.title,
      words.sections.detailsShort,
    ])
    const section = sectionOf(page, 'Our vision').getByRole('heading').first()
    await section.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
    await becomes(async () => (await page.locator('#outline [aria-current]').textContent())?.includes('vision'), true)
    // By keyboard, and every button says whether it is the one that shows.
    for (const [name, shown] of [
      [words.checks.title, page.getByText(words.checks.lead)],
      [words.sections.detailsShort, page.getByLabel(words.sections.detailsOf, { exact: true })],
      [words.comments.title, page.getByRole('group', { name: words.comments.filter })],
    ] as const) {
      await sheetButton(page, name).focus()
      await page.keyboard.press('Enter')
      await shown.waitFor()
      expect(await bar.locator('[aria-pressed=true]').allInnerTexts()).toEqual([
        await sheetButton(page, name).innerText(),
      ])
      expect(await page.getByRole('tab').count()).toBe(0)
      expect(await findAxeFaults(page)).toEqual([])
    }
    await sheetButton(page, words.sections.detailsShort).click()
    const of = page.getByLabel(words.sections.detailsOf, { exact: true })
    expect(await of.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toMatch(/vision/)
    expect(fiona.errors).toEqual([])
  })

  it('[PAGE60] leads by the skip links to a part that a narrow screen hides', async () => {
    const { page, errors } = await stage.enter('Fiona Garvie', stage.near, { width: 360, height: 740 })
    for (const [name, part] of [
      [words.plan.outline, page.locator('#outline')],
      [words.plan.side, page.locator('#side-panel')],
    ] as const) {
      expect(await part.isVisible()).toBe(false)
      await page.getByRole('link', { name: words.general.skipTo(name.toLowerCase()) }).focus()
      await page.keyboard.press('Enter')
      await becomes(() => part.evaluate((element) => element === document.activeElement), true)
      const top = await part.evaluate((element) => element.getBoundingClientRect().top)
      expect(top >= 0 && top < 370).toBe(true)
    }
    expect(errors).toEqual([])
  })

  it('[PAGE56] [A11Y2] cuts and covers no name in the bar, however narrow the screen and large the text', async () => {
    const callums = await stage.enter('Callum Reith', stage.near, { width: 320, height: 640 })
    const { page } = callums
    const textbox = await openEditor(page, 'Foreword')
    const bar = page.getByRole('navigation', { name: words.plan.views })
    for (const size of ['100%', '200%']) {
      await page.evaluate((given) => document.documentElement.style.setProperty('font-size', given), size)
      const cut = await bar.getByRole('button').evaluateAll((buttons) =>
        buttons.filter((button) => {
          const { left, right } = button.getBoundingClientRect()
          return button.scrollWidth > button.clientWidth || left < 0 || right > innerWidth
        }),
      )
      expect(cut).toEqual([])
      // What is said of saving stands on the bar, not under it.
      const gap = async (): Promise<number> => {
        const [line, foot] = await Promise.all([page.getByTestId('save-state').boundingBox(), bar.boundingBox()])
        return Math.round((foot?.y ?? 0) - (line?.y ?? 0) - (line?.height ?? 0))
      }
      await textbox.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
      await becomes(async () => (await gap()) >= 0, true)
    }
    expect(callums.errors).toEqual([])
  })

  it('[EDIT18] [PLAN3] shows pictures to everyone, asks what they show, and takes no unsafe address', async () => {
    const title = 'Foreword'
    const text = await openEditor(callum.page, title)
    await text.locator('p').first().click()
    const tools = sectionOf(callum.page, title).getByRole('toolbar')
    const openPicture = async (): Promise<void> => {
      await tools.getByRole('button', { name: editorWords.more }).click()
      await callum.page.getByRole('menuitem', { name: editorWords.picture }).click()
    }
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    )
    const choose = (): Promise<void> =>
      dialogOf(callum)
        .getByLabel(editorWords.pictureDialog.file)
        .setInputFiles({ name: 'pier.png', mimeType: 'image/png', buffer: pixel })
    const save = (): Promise<void> =>
      dialogOf(callum).getByRole('button', { name: editorWords.pictureDialog.save }).click()
    await openPicture()
    await choose()
    await save()
    await dialogOf(callum).getByText(editorWords.pictureDialog.noAlt).waitFor()
    await dialogOf(callum).getByLabel(editorWords.pictureDialog.alt).fill('Children on the pier')
    await save()
    const seen = sectionOf(morag.page, title).getByRole('img', { name: 'Children on the pier' })
    await seen.waitFor({ state: 'attached' })
    await seen.scrollIntoViewIfNeeded()
    await becomes(() => seen.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)), 1)
    await text.locator('p').first().click()
    await openPicture()
    await choose()
    await dialogOf(callum).getByText(editorWords.pictureDialog.decorative).click()
    await save()
    await becomes(() => sectionOf(morag.page, title).locator('img[alt=""]').count(), 1)

    await text.locator('p').first().click()
    await callum.page.keyboard.press('Control+k')
    await dialogOf(callum).getByLabel(editorWords.linkDialog.label).fill('Press me')
    await dialogOf(callum).getByLabel(editorWords.linkDialog.address).fill('javascript:alert(1)')
    await dialogOf(callum).getByRole('button', { name: editorWords.linkDialog.save }).click()
    await dialogOf(callum).getByText(editorWords.linkDialog.wrong).waitFor()
    await dialogOf(callum).getByLabel(editorWords.linkDialog.address).fill('https://play.example/')
    await dialogOf(callum).getByRole('button', { name: editorWords.linkDialog.save }).click()
    const link = sectionOf(morag.page, title).locator('a', { hasText: 'Press me' })
    await becomes(() => link.getAttribute('href'), 'https://play.example/')
    await says(callum, /^Saved/)
    stage.expectClean()
  })
})
