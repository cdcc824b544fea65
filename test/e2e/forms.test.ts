/**
 * Forms as somebody fills them in who has no mouse and makes mistakes: with nothing, with too much, with what the server
 * alone can judge. Real server, real browser.
 */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import { findAxeFaults } from '../support/audit.ts'
import type { Person } from '../support/person.ts'
import { becomes, invite } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

let morag: Person

const stage = setStage(async ({ enter }) => {
  morag = await enter('Morag Kinnaird')
})
const { enter, open } = stage

const summaryOf = (page: Page): Locator =>
  page.getByRole('alert').filter({ has: page.getByRole('heading', { name: words.general.errorTitle }) })

const hasFocus = (place: Locator): Promise<boolean> => place.evaluate((it) => it === document.activeElement)

/** Sends the form from this field, mends it there, and sees each fault go without having the focus taken away. */
const mends = async (field: Locator, says: string, typed: string): Promise<void> => {
  const summary = summaryOf(field.page())
  await field.press('Enter')
  await becomes(() => hasFocus(summary), true)
  // Said in the summary and at the field, which says that it is wrong.
  expect(await summary.getByRole('link').allInnerTexts()).toContain(says)
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await field.page().getByText(says, { exact: true }).count()).toBe(2)
  await summary.getByRole('link', { name: says }).press('Enter')
  await becomes(() => hasFocus(field), true)
  await field.pressSequentially(typed)
  await becomes(() => field.getAttribute('aria-invalid'), null)
  await summary.getByRole('link', { name: says }).waitFor({ state: 'detached' })
  expect(await hasFocus(field)).toBe(true)
}

beforeEach(async () => {
  await morag.page.goto(stage.planUrl)
})

describe('a form', () => {
  it('[PAGE62] of who signs in, and of who joins, tells a fault until it is mended', async () => {
    const ewan = await open('Ewan Law')
    const { page } = ewan
    await page.goto(`${stage.app.url}/sign-in`)
    await mends(page.getByLabel(words.entry.email), words.entry.emailMissing, 'ewan@glen.example')
    await morag.page.goto(`${stage.planUrl}/people`)
    const invited = {
      name: 'Ewan Law',
      email: 'ewan@glen.example',
      body: 'Strathlorne Council',
      role: 'Drafter',
    } as const
    await page.goto(await invite(morag, invited))
    const name = page.getByLabel(words.entry.joinName)
    await name.fill(' ')
    await mends(name, words.entry.joinNameMissing, 'Ewan')
    // What the server says goes the same way. A tab comes with what is pasted from a table.
    ewan.expectOutage(true)
    await name.fill('Ewan\tLaw')
    await mends(name, 'Must be one line, without tabs and line breaks', ' of Glen')
    stage.expectClean()
  })

  it('[PAGE62] of a token and of a section’s title tells a fault until it is mended', async () => {
    const { page } = morag
    await page.getByRole('button', { name: words.sections.add }).click()
    await mends(page.getByLabel(words.sections.addName), words.sections.titleMissing, 'Play')
    await page.goto(`${stage.app.url}/account`)
    await mends(page.getByLabel(words.account.tokenLabel), words.account.tokenMissing, 'Report')
    stage.expectClean()
  })

  it('[PAGE62] of who signs off tells each fault until it is mended', async () => {
    const { page } = await enter('Iain Dalbeith')
    await page
      .getByRole('link', { name: /^Sign off/ })
      .first()
      .click()
    const capacity = page.getByLabel(words.signOff.capacity)
    const statement = page.getByLabel(words.signOff.statement)
    await capacity.fill('')
    await statement.fill(' ')
    await page.getByRole('button', { name: /^Sign off section/ }).press('Enter')
    await becomes(() => hasFocus(summaryOf(page)), true)
    expect(await findAxeFaults(page)).toEqual([])
    await mends(capacity, words.signOff.capacityMissing, 'Chief Officer')
    expect(await summaryOf(page).getByRole('link').allInnerTexts()).toEqual([words.signOff.statementMissing])
    await statement.fill('I agree')
    await summaryOf(page).waitFor({ state: 'detached' })
    stage.expectClean()
  })

  it('[PAGE9] [PAGE62] of a date says that it is none until it is one', async () => {
    const { page } = morag
    const panel = page.getByRole('complementary', { name: words.plan.side })
    await panel.getByRole('tab', { name: words.sections.detailsShort }).click()
    const date = panel.getByRole('group', { name: words.sections.dueDate })
    await date.getByLabel(words.general.day).fill('31')
    await date.getByLabel(words.general.month).fill('2')
    await date.getByLabel(words.general.year).fill('2027')
    await page.keyboard.press('Tab')
    await date.getByText(words.general.notADate).waitFor()
    await date.getByLabel(words.general.month).fill('3')
    await date.getByText(words.general.notADate).waitFor({ state: 'detached' })
    expect(await hasFocus(date.getByLabel(words.general.month))).toBe(true)
    stage.expectClean()
  })

  it('[PAGE65] takes all that is pasted, and says what is too long until it is shortened', async () => {
    const { page } = await enter('Iain Dalbeith')
    await page
      .getByRole('link', { name: /^Sign off/ })
      .first()
      .click()
    const statement = page.getByLabel(words.signOff.statement)
    await statement.focus()
    await page.keyboard.insertText('x'.repeat(2_050))
    const { length } = (await statement.inputValue()).trim()
    expect(length).toBeGreaterThanOrEqual(2_050)
    await page.getByRole('button', { name: /^Sign off section/ }).press('Enter')
    const says = words.general.tooLong(words.signOff.statement, length, 2_000)
    await summaryOf(page).getByRole('link', { name: says }).waitFor()
    await statement.fill('x'.repeat(2_000))
    await summaryOf(page).waitFor({ state: 'detached' })
    stage.expectClean()
  })

  it('[PAGE66] leaves the focus on a button that waits, which does nothing more, and after a failure', async () => {
    const { page } = morag
    await page.goto(`${stage.planUrl}/people`)
    await page.getByRole('button', { name: words.people.addBody }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words.people.fullName).fill('Glen Voices')
    await dialog.getByLabel(words.people.shortName).fill('Glen')
    let answer = (): void => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    let asked = 0
    await page.route('**/bodies', async (route) => {
      asked += 1
      await held
      await route.fulfill({ status: 500, json: { type: 'internal', says: 'Not done.' } })
    })
    morag.expectOutage(true)
    const save = dialog.getByRole('button', { name: words.general.save })
    await save.press('Enter')
    await becomes(() => save.isDisabled(), true)
    await save.press('Enter')
    await dialog.getByLabel(words.people.fullName).press('Enter')
    await save.focus()
    answer()
    await dialog.getByText('Not done.').waitFor()
    expect([asked, await hasFocus(save), await save.isDisabled()]).toEqual([1, true, false])
    await page.unroute('**/bodies')
    stage.expectClean()
  })

  it('[PAGE66] leads to a token that was made, where another press of Enter is no mistake', async () => {
    const { page } = morag
    await page.goto(`${stage.app.url}/account`)
    const label = page.getByLabel(words.account.tokenLabel)
    await label.fill('Yearly report')
    await label.press('Enter')
    const token = page.getByLabel(words.account.token, { exact: true })
    await becomes(() => hasFocus(token), true)
    await page.keyboard.press('Enter')
    expect(await summaryOf(page).count()).toBe(0)
    expect(await token.inputValue()).toBe(await page.evaluate(() => document.getSelection()?.toString()))
    stage.expectClean()
  })

  it('[PAGE52] of a comment is left with its words, and found again', async () => {
    const { page } = morag
    const panel = page.getByRole('complementary', { name: words.plan.side })
    const boxOn = (place: string): Locator =>
      panel.getByRole('region', { name: words.comments.newOn(place) }).getByLabel(words.comments.text)
    await panel.getByRole('button', { name: words.comments.onPlanButton }).click()
    const onPlan = boxOn(words.comments.onPlan)
    await onPlan.fill('Half a thought')
    // Another is begun beside it, and a reply.
    await page
      .getByRole('region', { name: /^1\. / })
      .getByRole('button', { name: /^Comment/ })
      .first()
      .press('Enter')
    const other = panel.getByLabel(words.comments.text).first()
    await becomes(() => hasFocus(other), true)
    expect([await other.inputValue(), await onPlan.inputValue()]).toEqual(['', 'Half a thought'])
    await other.press('Escape')
    await becomes(() => panel.getByLabel(words.comments.text).count(), 1)
    const threads = panel.locator('[role=comment]')
    // What is posted comes before it in the list.
    const thread = panel.locator(`#${await threads.first().getAttribute('id')}`)
    await thread.getByRole('button', { name: words.comments.reply, exact: true }).click()
    await thread.getByLabel(words.comments.replyText).fill('Half an answer')
    await page.getByRole('link', { name: words.plan.coverage }).click()
    await page.getByRole('heading', { level: 1, name: words.checks.coverageTitle }).waitFor()
    await page.goBack()
    await becomes(() => onPlan.inputValue(), 'Half a thought')
    expect(await thread.getByLabel(words.comments.replyText).inputValue()).toBe('Half an answer')
    expect([await hasFocus(onPlan), await findAxeFaults(page)]).toEqual([false, []])
    // The page is not closed over them.
    const asked = page.waitForEvent('dialog')
    await page.evaluate(() => void setTimeout(() => location.reload()))
    const question = await asked
    expect(question.type()).toBe('beforeunload')
    await question.dismiss()
    // Enter twice is one comment, and nothing of it stays.
    await onPlan.press('Control+Enter')
    await page.keyboard.press('Control+Enter')
    await threads.filter({ hasText: 'Half a thought' }).waitFor()
    expect(await threads.filter({ hasText: 'Half a thought' }).count()).toBe(1)
    expect(await onPlan.count()).toBe(0)
    await thread.getByRole('button', { name: words.comments.cancel }).click()
    await thread.getByRole('button', { name: words.comments.discardYes }).click()
    await becomes(() => hasFocus(thread), true)
    // There is nothing left to ask about.
    await page.reload()
    await panel.getByRole('button', { name: words.comments.onPlanButton }).waitFor()
    stage.expectClean()
  })
})
