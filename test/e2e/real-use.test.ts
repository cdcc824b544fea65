/** What people do with a plan in earnest: paste whole chapters, click twice, fill tables. Texts are invented. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { words } from '../../client/words/en.ts'
import { forgetApp, startApp, type App } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { openPerson, signIn, takePicture, type Person } from '../support/person.ts'
import { becomes, openEditor, sectionOf } from '../support/screens.ts'

let app: App
let browser: Browser
const people: Person[] = []

const enter = async (name: string): Promise<Person> => {
  const person = await openPerson(browser, name)
  people.push(person)
  await signIn(person, app.people.find((other) => other.name === name)?.link ?? '')
  await person.page
    .getByRole('link', { name: /Strathlorne/ })
    .first()
    .click()
    .catch(() => undefined)
  return person
}

beforeAll(async () => {
  app = await startApp()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  if (app) forgetApp(app)
})

const paste = async ({ page }: Person, text: string): Promise<void> => {
  await page.bringToFront()
  await page.evaluate((text) => navigator.clipboard.writeText(text), text)
  await page.keyboard.press('Control+V')
}

/** 450 paragraphs, about 80 kB, each told from the others. */
const chapter = Array.from(
  { length: 450 },
  (_, at) =>
    `Paragraph ${at + 1} of the chapter. Còmhla wrote it for nobody in particular, “quotes” and naïve façades and all; ` +
    'it goes on for about as long as a paragraph of a plan goes on.',
).join('\n\n')

const section = 'Our family support strategy'

describe('a plan in earnest', () => {
  it('[PAGE36] takes 80 kB pasted into one section: saved, seen, written on, taken back', async () => {
    onTestFailed(() => Promise.all(people.map(takePicture)).then(() => undefined))
    const callum = await enter('Callum Reith')
    const eilidh = await enter('Eilidh Struan')
    const textbox = await openEditor(callum.page, section)
    const before = await textbox.locator('p').count()
    await textbox.locator('p').last().click()
    await callum.page.keyboard.press('Control+End')
    await callum.page.keyboard.press('Enter')
    await paste(callum, chapter)
    await becomes(() => textbox.locator('p').count(), before + 450)
    await callum.page.keyboard.type(' Typed afterwards.')
    await becomes(async () => (await callum.page.getByTestId('save-state').innerText()).startsWith('Saved'), true)
    const seen = sectionOf(eilidh.page, section)
    await seen.scrollIntoViewIfNeeded()
    await becomes(async () => (await seen.textContent())?.includes('goes on. Typed afterwards.') ?? false, true)
    expect(await seen.getByText(/^Paragraph \d+ of the chapter/).count()).toBe(450)
    for (let press = 0; press < 4 && (await textbox.locator('p').count()) > before; press++)
      await callum.page.keyboard.press('Control+Z')
    await becomes(() => seen.getByText(/^Paragraph \d+ of the chapter/).count(), 0)
    expect(people.flatMap(({ errors }) => errors)).toEqual([])
  })

  it('[PAGE37] signs nothing with the second click of a double click', async () => {
    onTestFailed(() => Promise.all(people.map(takePicture)).then(() => undefined))
    const iain = await enter('Iain Dalbeith')
    const callum = people[0]
    if (callum === undefined) throw new Error('Callum is not here')
    await sectionOf(iain.page, section)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    const sign = iain.page.getByRole('button', { name: /^Sign off .* as / })
    await sign.waitFor()
    await callum.page.keyboard.type(' Words that nobody who signs has read.')
    await becomes(async () => (await callum.page.getByTestId('save-state').innerText()).startsWith('Saved'), true)
    iain.expectOutage(true)
    await sign.click()
    await iain.page.getByRole('heading', { name: words.signOff.changedTitle }).waitFor()
    await sign.dispatchEvent('click', { detail: 2 })
    const asked = iain.page.waitForResponse(/\/sign-offs$/, { timeout: 1_500 }).then(
      () => true,
      () => false,
    )
    expect(await asked).toBe(false)
    await sign.click()
    await iain.page.getByText(/This section is signed off/).waitFor()
  })
})
