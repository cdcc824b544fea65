/**
 * The numbers by which people refer to blocks, where they are read: on two pages while one of them moves blocks about,
 * and on paper. Real server, real browsers.
 */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { editorWords } from '../../client/editor/words.ts'
import type { Person } from '../support/person.ts'
import { becomes, openEditor, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const chapter = 'Good mental health'

/** What an A4 sheet leaves between its margins, in pixels: 170 mm. */
const sheetWidth = 642

let morag: Person
let hamish: Person

const stage = setStage(async ({ enter }) => {
  ;[morag, hamish] = await Promise.all([enter('Morag Kinnaird'), enter('Councillor Hamish Pollard')])
})

const isDrawn = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const sections = document.querySelectorAll('[data-section-id]').length
    return sections > 0 && document.querySelectorAll('.static-text').length === sections
  })

beforeEach(async () => {
  for (const { page } of [morag, hamish]) {
    await page.goto(stage.planUrl)
    await becomes(() => isDrawn(page), true)
  }
})

/** Blocks of a type in a section: number and first words, in order. */
const actionsOf = (page: Page): Promise<readonly string[]> =>
  sectionOf(page, chapter)
    .first()
    .locator('.static-text .plan-block-action')
    .evaluateAll((blocks) =>
      blocks.map((block) => {
        const words = block.querySelector('dd')?.textContent ?? ''
        return `${block.querySelector('h3')?.textContent}: ${words.split(' ').slice(0, 3).join(' ')}`
      }),
    )

/** The same in the editor, as a screen reader names the groups. */
const groupsIn = (editor: Locator): Promise<readonly string[]> =>
  editor
    .getByRole('group', { name: /^Action 1\.\d: / })
    .evaluateAll((groups) =>
      groups.flatMap((group) =>
        group.checkVisibility() ? [(group.ariaLabel ?? '').split(' ').slice(0, 5).join(' ')] : [],
      ),
    )

/** How references elsewhere call what is done first by `words`. */
const referencesTo = (page: Page, words: string): Promise<readonly string[]> =>
  page
    .locator('.static-text a[href^="#block-"]')
    .filter({ hasText: words })
    .evaluateAll((links) => [...new Set(links.map((link) => (link.textContent ?? '').split(':')[0] ?? ''))])

describe('numbers of blocks', () => {
  it('[PLAN13] follow a block that is moved, removed and brought back, on every page', async () => {
    const before = await actionsOf(hamish.page)
    expect(before.map((words) => words.split(':')[0])).toEqual(
      ['1.1', '1.2', '1.3', '1.4', '1.5'].map((number) => `Action ${number}`),
    )
    const [first = '', second = '', ...others] = before.map((words) => words.slice('Action 1.1: '.length))
    const numbered = (...words: readonly string[]) => words.map((said, index) => `Action 1.${index + 1}: ${said}`)

    const editor = await openEditor(morag.page, chapter)
    const group = editor.getByRole('group', { name: /^Action 1\.1: / })
    await group.getByRole('button', { name: editorWords.block.moveDown, exact: true }).click()
    await becomes(() => groupsIn(editor), numbered(second, first, ...others))
    await becomes(() => actionsOf(hamish.page), numbered(second, first, ...others))
    await becomes(() => referencesTo(hamish.page, first), ['Action 1.2'])
    await becomes(() => referencesTo(morag.page, first), ['Action 1.2'])

    const moved = editor.getByRole('group', { name: /^Action 1\.1: / })
    await moved.getByRole('button', { name: editorWords.block.remove, exact: true }).click()
    await becomes(() => groupsIn(editor), numbered(first, ...others))
    await becomes(() => actionsOf(hamish.page), numbered(first, ...others))
    await becomes(() => referencesTo(hamish.page, first), ['Action 1.1'])
    await morag.page.getByRole('button', { name: editorWords.undo, exact: true }).first().click()
    await becomes(() => groupsIn(editor), numbered(second, first, ...others))
    await becomes(() => actionsOf(hamish.page), numbered(second, first, ...others))
  })

  it('[PLAN13] cost a letter nothing: no other block and no other section is drawn for it', async () => {
    const editor = await openEditor(morag.page, chapter)
    const group = editor.getByRole('group', { name: /^Action 1\.3: / })
    const line = group.locator('.field-prose p').first()
    const id = await group.getAttribute('data-block-id')
    await becomes(() => hamish.page.locator(`#block-${id}`).count(), 1)
    for (const { page } of [morag, hamish])
      await page.evaluate((id) => {
        const drawn: string[] = []
        ;(window as unknown as { drawn: string[] }).drawn = drawn
        new MutationObserver((mutations) => {
          for (const { target } of mutations) {
            const at = target instanceof Element ? target : target.parentElement
            // Controls of the editor come by and by, whoever writes.
            const isText = at?.closest('.static-text, .section-text .plan-block-name') !== null
            if (isText && at?.closest(`[data-block-id="${id}"], #block-${id}`) === null)
              drawn.push(at?.closest('.plan-block')?.id || at?.className || '')
          }
        }).observe(document.body, { subtree: true, childList: true, characterData: true })
      }, id)
    // Its first sentence is its name, which others show.
    await typeAt(morag, line, 'end', ' Twenty letters more.')
    await becomes(
      async () => (await hamish.page.locator(`#block-${id}`).textContent())?.includes('Twenty letters more.'),
      true,
    )
    for (const { page } of [morag, hamish])
      expect(await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn)).toEqual([])
  })

  it('[PLAN13] are the same before a signature, with those of blocks in other sections', async () => {
    const { page } = hamish
    const sectionId = await sectionOf(page, chapter).first().getAttribute('data-section-id')
    await page.goto(`${stage.planUrl}/sections/${sectionId}/sign-off`)
    const action = page.locator('.static-text .plan-block-action').nth(1)
    await becomes(() => action.getByRole('heading').textContent(), 'Action 1.2')
    await becomes(async () => (await action.textContent())?.includes('Priority 1: Good mental health'), true)
  })

  it('[PLAN14] [A11Y11] stand on paper in headings and in references, which are whole', async () => {
    const { page } = hamish
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: sheetWidth, height: 900 })
    const references = await page.locator('.static-text a[href^="#block-"]').evaluateAll((links) =>
      links.map((link) => ({
        words: link.textContent ?? '',
        target: document.querySelector(link.getAttribute('href') ?? '')?.querySelector('h3')?.textContent ?? '',
        isCut: link.scrollWidth > link.clientWidth && getComputedStyle(link).overflow !== 'visible',
      })),
    )
    expect(references.length).toBeGreaterThan(100)
    const wrong = references.filter(
      ({ words, target, isCut }) =>
        isCut || words.includes('…') || !/\d$/.test(target) || !words.startsWith(`${target}: `),
    )
    expect(wrong).toEqual([])
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 1280, height: 900 })
  })
})
