/** What people do with a plan in earnest: paste whole chapters, click twice, fill tables. Texts are invented. */
import { describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import type { Person } from '../support/person.ts'
import { becomes, isSaved, openEditor, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const stage = setStage()

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
    const callum = await stage.enter('Callum Reith')
    const eilidh = await stage.enter('Eilidh Struan')
    const textbox = await openEditor(callum.page, section)
    const before = await textbox.locator('p').count()
    await textbox.locator('p').last().click()
    await callum.page.keyboard.press('Control+End')
    await callum.page.keyboard.press('Enter')
    await paste(callum, chapter)
    await becomes(() => textbox.locator('p').count(), before + 450)
    await callum.page.keyboard.type(' Typed afterwards.')
    await isSaved(callum)
    const seen = sectionOf(eilidh.page, section)
    await seen.scrollIntoViewIfNeeded()
    await becomes(async () => (await seen.textContent())?.includes('goes on. Typed afterwards.') ?? false, true)
    expect(await seen.getByText(/^Paragraph \d+ of the chapter/).count()).toBe(450)
    for (let press = 0; press < 4 && (await textbox.locator('p').count()) > before; press++)
      await callum.page.keyboard.press('Control+Z')
    await becomes(() => seen.getByText(/^Paragraph \d+ of the chapter/).count(), 0)
    stage.expectClean()
  })

  it('[WIRE21] opens a long section from its deflated state, for reading and for writing', async () => {
    const long = 'What we learned from the plan'
    const callum = await stage.enter('Callum Reith')
    const textbox = await openEditor(callum.page, long)
    await textbox.locator('p').last().click()
    await callum.page.keyboard.press('Control+End')
    await callum.page.keyboard.press('Enter')
    await paste(callum, chapter)
    await isSaved(callum)
    const eilidh = await stage.enter('Eilidh Struan')
    await eilidh.page.addInitScript(() => {
      const unpacked: string[] = []
      Object.assign(window, { unpacked })
      window.DecompressionStream = class extends DecompressionStream {
        constructor(format: CompressionFormat) {
          super(format)
          unpacked.push(format)
        }
      }
    })
    await eilidh.page.reload()
    const hers = await openEditor(eilidh.page, long)
    await becomes(() => hers.getByText(/^Paragraph \d+ of the chapter/).count(), 450)
    expect(await eilidh.page.evaluate(() => (window as unknown as { unpacked: string[] }).unpacked)).toContain(
      'deflate-raw',
    )
    await typeAt(eilidh, hers.locator('p').first(), 'start', 'After unpacking. ')
    await becomes(async () => (await textbox.textContent())?.includes('After unpacking. ') ?? false, true)
    stage.expectClean()
  })

  it('[PAGE37] signs nothing with the second click of a double click', async () => {
    const iain = await stage.enter('Iain Dalbeith')
    const callum = await stage.enter('Callum Reith')
    const textbox = await openEditor(callum.page, section)
    await sectionOf(iain.page, section)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    const sign = iain.page.getByRole('button', { name: /^Sign off .* as / })
    await sign.waitFor()
    await typeAt(callum, textbox.locator('p').first(), 'start', 'Words that nobody who signs has read. ')
    await isSaved(callum)
    iain.expectOutage(true)
    let asked = 0
    iain.page.on('request', (request) => (asked += request.url().endsWith('/sign-offs') ? 1 : 0))
    await sign.click()
    await iain.page.getByRole('heading', { name: words.signOff.changedTitle }).waitFor()
    await sign.dispatchEvent('click', { detail: 2 })
    await sign.click()
    await iain.page.getByText(/This section is signed off/).waitFor()
    expect(asked).toBe(2)
  })
})
