/**
 * The main job without a mouse: nothing here clicks or fills, everything is keys and where the focus is. Then what is
 * said aloud meanwhile, and what comes out of the printer.
 */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import { createKeyboardPerson, readFocus, type KeyboardPerson } from '../support/keyboard.ts'
import type { Person } from '../support/person.ts'
import { becomes, listen, openEditor, sectionOf } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const written = 'Getting it right for every child'
const skipTo = (part: string): RegExp => new RegExp(`^${words.general.skipTo(part)}$`, 'i')

/** What an A4 sheet leaves between its margins, in pixels: 170 mm. */
const sheetWidth = 642

const stage = setStage()

/** What paper has no use for, by its tag and words. */
const shownControls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, summary, input, select, textarea, form, nav, [role=tab]')]
      .filter((control) => control.checkVisibility())
      .map((control) => `${control.tagName} ${control.textContent}`),
  )

/** The words in the margins of each sheet, as CSS strings. */
const sheetMarks = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { style } = document.documentElement
    return [style.getPropertyValue('--sheet-left'), style.getPropertyValue('--sheet-right')]
  })
/** Headings stand before words: what is printed is the whole plan. */
const wholePlanStands = async (page: Page): Promise<void> => {
  const countOf = (selector: string): Promise<number> => page.locator(selector).count()
  await sectionOf(page, written).waitFor()
  await becomes(async () => (await countOf('.static-text')) === (await countOf('[data-section-id]')), true)
}

const draftExample = [words.plan.draft, words.general.example].map((mark) => JSON.stringify(mark))

const focusBecomes = (page: Page, name: RegExp): Promise<void> =>
  becomes(async () => name.test((await readFocus(page)).name), true)

/** By the link's page and its button, from the keyboard. */
const enterByKeys = async (name: string): Promise<{ keys: KeyboardPerson; page: Page }> => {
  const { page } = await stage.open(name)
  const keys = createKeyboardPerson(page)
  await page.goto(await stage.linkFor(name))
  await page.getByRole('button', { name: words.entry.tokenButton, exact: true }).waitFor()
  await keys.tabTo(/^Sign in$/)
  await keys.press('Enter')
  await page.waitForURL(/\/plans\//)
  await sectionOf(page, written).waitFor()
  return { keys, page }
}

/** From the top of the page by the skip link and the outline to the section's heading. */
const goToSection = async (page: Page, keys: KeyboardPerson, title: RegExp): Promise<void> => {
  await page.reload()
  await sectionOf(page, written).waitFor()
  await keys.tabTo(skipTo(words.plan.outline))
  await keys.press('Enter')
  await keys.tabTo(title)
  await keys.press('Enter')
  await becomes(async () => (await readFocus(page)).tag, 'h2')
}

describe('by keyboard alone', () => {
  it('[A11Y3] [A11Y4] [A11Y5] [A11Y6] a drafter writes, tags, comments, answers and resolves', async () => {
    const { keys, page } = await enterByKeys('Callum Reith')
    await goToSection(page, keys, /8\. Getting it right/)
    await keys.tabTo(/^Edit section 8/)
    await keys.press('Enter')
    await becomes(async () => (await keys.focus()).isInEditor, true)

    await keys.press('Control+Home')
    await keys.type('Written by keys.')
    await becomes(
      () => page.evaluate(() => (document.getSelection()?.getRangeAt(0).getBoundingClientRect().top ?? 0) > 40),
      true,
    )
    await keys.press('Enter', 'Enter', 'ArrowUp')
    await keys.type('/action')
    await page.getByRole('option', { name: /^Action/ }).waitFor()
    await keys.press('Enter')
    await keys.type('Open a hub by keys')
    const text = sectionOf(page, written)
    // The controls of a block are made as it comes near.
    await text
      .getByRole('group', { name: /Open a hub by keys/ })
      .getByLabel('Lead body', { exact: true })
      .waitFor()
    await keys.tabTo(/^Lead body$/)
    await keys.press('ArrowDown')
    await keys.tabTo(/^Lead officer \(role\)$/)
    await keys.type('Head of Keys')
    await keys.tabTo(/^Day$/)
    await keys.type('1')
    await keys.tabTo(/^Month$/)
    await keys.type('4')
    await keys.tabTo(/^Year$/)
    await keys.type('2027')
    await keys.press('Escape', 'Tab')
    const left = await keys.focus()
    expect({ ...left, name: left.name !== '' }).toMatchObject({ name: true, isHidden: false, isInEditor: false })
    await keys.press('Shift+Tab')
    await becomes(async () => (await keys.focus()).isInEditor, true)
    await keys.press('Escape', 'Escape')
    await focusBecomes(page, /^8\. Getting it right/)
    for (const said of ['Written by keys.', 'Open a hub by keys', 'Head of Keys', '1 April 2027'])
      await becomes(async () => (await text.innerText()).includes(said), true)

    await keys.tabTo(new RegExp(`^${words.sections.tagsEdit}$`))
    await keys.press('Enter')
    await text.getByRole('checkbox').first().waitFor({ state: 'attached' })
    await keys.tabTo(/^Related services/)
    await keys.press('Space')
    await becomes(
      async () => (await text.getByRole('list', { name: words.sections.tags }).innerText()).includes('Related'),
      true,
    )

    await keys.tabTo(/^Comment on section 8/, 'Shift+Tab')
    await keys.press('Enter')
    await focusBecomes(page, /^Your comment$/)
    await keys.press('Escape')
    await focusBecomes(page, /^Comment on section 8/)
    await keys.press('Enter')
    await focusBecomes(page, /^Your comment$/)
    await keys.type('A comment by keys')
    await keys.press('Control+Enter')
    await focusBecomes(page, /^Comment by Callum/)
    await keys.tabTo(/^Reply$/)
    await keys.press('Enter')
    await focusBecomes(page, /^Your reply$/)
    await keys.type('An answer by keys')
    await keys.press('Control+Enter')
    await focusBecomes(page, /^Comment by Callum/)
    const mine = page.locator('[role=comment]:visible').filter({ hasText: 'An answer by keys' })
    await keys.tabTo(/^Resolve$/)
    await keys.press('Enter')
    await becomes(() => mine.count(), 0)
    await focusBecomes(page, /^Comment by /)
    const next = await keys.focus()
    await keys.press('Control+Alt+n')
    await becomes(async () => (await keys.focus()).name !== next.name, true)
    await keys.press('Control+Alt+p')
    await becomes(async () => (await keys.focus()).name, next.name)

    expect(keys.unseen).toEqual([])
    stage.expectClean()
  })

  it('[A11Y3] [A11Y5] a drafter comments on words, and a commenter on a block', async () => {
    const { keys, page } = await enterByKeys('Eilidh Struan')
    await goToSection(page, keys, /8\. Getting it right/)
    await keys.tabTo(/^Edit section 8/)
    await keys.press('Enter')
    await becomes(async () => (await keys.focus()).isInEditor, true)
    await keys.press('Control+Home', 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight', 'Control+Alt+m')
    await focusBecomes(page, /^Your comment$/)
    await keys.type('On words, by keys')
    await keys.press('Escape')
    await keys.tabTo(new RegExp(`^${words.comments.discardYes}$`))
    await keys.press('Enter')
    await becomes(async () => (await keys.focus()).isInEditor, true)
    await keys.press('Control+Alt+m')
    await focusBecomes(page, /^Your comment$/)
    await keys.type('On words, by keys')
    await keys.press('Control+Enter')
    await focusBecomes(page, /^Comment by Eilidh/)

    const fiona = await enterByKeys('Fiona Garvie')
    await goToSection(fiona.page, fiona.keys, /7\. Children/)
    await fiona.keys.tabTo(new RegExp(`^${words.sections.commentBlock}`))
    await fiona.keys.press('Enter')
    await focusBecomes(fiona.page, /^Your comment$/)
    await fiona.keys.type('On a block, by keys')
    await fiona.keys.press('Control+Enter')
    await focusBecomes(fiona.page, /^Comment by Fiona/)
    expect([...keys.unseen, ...fiona.keys.unseen]).toEqual([])
  })

  it('[A11Y3] [A11Y5] a lead officer signs a section off and reopens it', async () => {
    const { keys, page } = await enterByKeys('Iain Dalbeith')
    await goToSection(page, keys, /8\. Getting it right/)
    await keys.tabTo(/^Sign off: /)
    await keys.press('Enter')
    await focusBecomes(page, /^Sign off section 8/)
    await page.getByRole('button', { name: /^Sign off section 8/ }).waitFor()
    await keys.tabTo(/^Sign off section 8.* as /)
    await keys.press('Enter')
    await page.getByRole('button', { name: words.signOff.reopen, exact: true }).waitFor()
    await becomes(async () => (await keys.focus()).tag, 'h1')
    await keys.tabTo(new RegExp(`^${words.signOff.reopen}$`))
    await keys.press('Enter')
    await keys.tabTo(new RegExp(`^${words.signOff.reason}$`))
    await keys.type('New figures have come')
    await keys.tabTo(new RegExp(`^${words.signOff.reopen}$`))
    await keys.press('Enter')
    await page.getByRole('button', { name: /^Sign off section 8/ }).waitFor()
    await becomes(async () => (await keys.focus()).tag, 'h1')
    expect(keys.unseen).toEqual([])
    stage.expectClean()
  })
})

/** Letters that each of two colleagues writes beside someone. */
const busyLetters = 80

describe('what is said aloud', () => {
  it('[A11Y7] [A11Y8] is one polite region with a few messages, however much colleagues write', async () => {
    const hearer = await stage.enter('Morag Kinnaird')
    const others = [await stage.enter('Dr Priya Raman'), await stage.enter('Sergeant Tom Orrock')]
    const heard = await openEditor(hearer.page, written)
    const countLetters = async (): Promise<number> => ((await heard.textContent()) ?? '').split('x').length
    const before = await countLetters()
    expect(await hearer.page.locator('[role=status], [aria-live=polite]').count()).toBe(1)
    const said = await listen(hearer)
    const write = async ({ page }: Person): Promise<void> => {
      const text = await openEditor(page, written)
      await text.press('Control+Home')
      await page.keyboard.type('x'.repeat(busyLetters), { delay: 60 })
    }
    await Promise.all(others.map(write))
    await becomes(countLetters, before + others.length * busyLetters)
    await becomes(async () => (await said()).some((line) => line.includes('is writing in')), true)
    const lines = await said()
    expect(lines.length).toBeLessThan(8)
    for (const who of ['Priya', 'Orrock'])
      expect(lines.filter((line) => line.includes(who) && line.includes('is writing in')).length).toBeLessThanOrEqual(1)
  })
})

describe('on paper', () => {
  it('[A11Y11] has cover, contents, DRAFT and the mark of an example on each sheet, and no controls', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await wholePlanStands(page)
    await page.emulateMedia({ media: 'print' })
    for (const shown of [words.plan.contents, words.plan.draftUntil])
      await page.getByText(shown, { exact: true }).waitFor()
    expect(await sheetMarks(page)).toEqual(draftExample)
    const margins = await page.evaluate(() =>
      [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'),
    )
    for (const property of ['--sheet-left', '--sheet-right', 'counter(page)']) expect(margins).toContain(property)
    expect(await shownControls(page)).toEqual([])
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []
    expect(sheets.length).toBeGreaterThan(20)
  })

  it('[A11Y11] has every column of aims and criteria, and the evidence that is folded on a screen', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await page.goto(`${stage.planUrl}/coverage`)
    const criteria = page.getByRole('table', { name: words.checks.cockpitTitle })
    await criteria.waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: sheetWidth, height: 900 })
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('table')].flatMap((table) => {
        const box = table.parentElement
        return box !== null && box.scrollWidth > box.clientWidth ? [table.ariaLabel] : []
      }),
    )
    expect(cut).toEqual([])
    const folded = criteria.locator('details li')
    expect(await folded.count()).toBeGreaterThan(10)
    expect(await folded.evaluateAll((items) => items.every((item) => item.checkVisibility()))).toBe(true)
    // What would open them is no use on paper.
    expect(await shownControls(page)).toEqual([])
  })

  it('[A11Y11] has a short block whole on one sheet, a long one in parts, and the head of a table on each', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await wholePlanStands(page)
    await page.emulateMedia({ media: 'print' })
    const breaksOf = (blocks: string): Promise<readonly string[]> =>
      page
        .locator(`.static-text ${blocks}`)
        .evaluateAll((found) => [...new Set(found.map((block) => getComputedStyle(block).breakInside))])
    expect(await breaksOf('.plan-block-indicator')).toEqual(['avoid'])
    expect(await breaksOf('.plan-block-engagement')).toEqual(['auto'])
    expect(await breaksOf('.plan-field-wide')).toEqual(['auto'])
    expect(await breaksOf('.plan-field:not(.plan-field-wide)')).toEqual(['avoid'])
    expect(await page.locator('.static-text thead').count()).toBeGreaterThan(0)
  })

  it('[A11Y11] neither breaks a heading nor leaves it behind, be it a section with its signatures or a block', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await wholePlanStands(page)
    await page.emulateMedia({ media: 'print' })
    const breaksOf = (headings: string): Promise<readonly string[]> =>
      page.locator(headings).evaluateAll((found) => [
        ...new Set(
          found.map((heading) => {
            const { breakInside, breakAfter } = getComputedStyle(heading)
            return `${breakInside} ${breakAfter}`
          }),
        ),
      ])
    expect(await breaksOf('[data-section-id] :is(h2, h3, h4, h5)')).toEqual(['avoid avoid'])
    expect(await breaksOf('[data-section-id] header')).toEqual(['avoid avoid'])
    const lastFields = page.locator('.plan-field:last-child')
    expect(
      await lastFields.evaluateAll((found) => found.every((field) => getComputedStyle(field).breakAfter === 'auto')),
    ).toBe(true)
    const names = page.locator('.plan-block-own-name, .plan-field dt')
    expect(
      await names.evaluateAll((found) => found.every((name) => getComputedStyle(name).breakAfter === 'avoid')),
    ).toBe(true)
  })

  it('[A11Y11] says at the foot of each sheet of which plan it is, and as of when', async () => {
    const { page } = await stage.enter('Iain Dalbeith')
    const footBecomes = (): Promise<void> =>
      becomes(
        () =>
          page.evaluate(() => {
            const foot = document.documentElement.style.getPropertyValue('--sheet-foot')
            return /^"Strathlorne Children's Services Plan 2026 to 2029, as of \d+ \w+ \d{4} at \d\d:\d\d"$/.test(foot)
          }),
        true,
      )
    await sectionOf(page, written).waitFor()
    await footBecomes()
    await page.goto(`${stage.planUrl}/coverage`)
    await footBecomes()
    const margins = await page.evaluate(() =>
      [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'),
    )
    expect(margins).toContain('--sheet-foot')
  })

  it('[A11Y11] says who signed a section, in which capacity and for which body, and gives no instructions', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    const governance = sectionOf(page, 'Who decides and who answers')
    await governance.waitFor()
    await page.emulateMedia({ media: 'print' })
    const who = words.signOff.signedBy('Iain Dalbeith', 'Chief Social Work Officer', 'Strathlorne Council')
    await governance.getByText(`${words.sections.signedPrinted(who, '16 January 2026 at')} `).waitFor()
    expect(await governance.getByText('Nobody can change it').isVisible()).toBe(false)
  })

  it('[A11Y11] has no controls on the screens beside the plan, nor a column that held them', async () => {
    const { page } = await stage.enter('Morag Kinnaird')
    await page.goto(`${stage.planUrl}/people`)
    const members = page.getByRole('table', { name: words.people.members })
    await page.getByRole('heading', { name: words.people.invite }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await members.waitFor()
    expect(await shownControls(page)).toEqual([])
    for (const screenOnly of [words.people.invite, words.people.actions])
      expect(await page.getByText(screenOnly, { exact: true }).filter({ visible: true }).count()).toBe(0)
  })

  it('[A11Y11] has the record of sign-offs without the form to sign and the way back', async () => {
    const { page } = await stage.enter('Iain Dalbeith')
    const section = sectionOf(page, written)
    await section.getByRole('link', { name: new RegExp(`^${words.sections.signOff}`) }).click()
    await page.getByRole('heading', { name: words.signOff.formTitle }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('heading', { name: words.signOff.listTitle, exact: true }).waitFor()
    expect(await shownControls(page)).toEqual([])
    expect(await page.getByText(words.signOff.back).isVisible()).toBe(false)
  })

  it('[A11Y11] says on the screens beside the plan which plan it is, as of when, with its marks', async () => {
    const { page } = await stage.enter('Iain Dalbeith')
    const signing = sectionOf(page, written).getByRole('link', { name: new RegExp(`^${words.sections.signOff}`) })
    const address = await signing.getAttribute('href')
    for (const screen of [`${stage.planUrl}/people`, `${stage.planUrl}/coverage`, `${stage.app.url}${address}`]) {
      await page.goto(screen)
      await page.emulateMedia({ media: 'print' })
      await page.getByText("Strathlorne Children's Services Plan 2026 to 2029, Strathlorne. As of ").waitFor()
      expect(await sheetMarks(page)).toEqual(draftExample)
    }
  })

  it('[A11Y11] writes out after the contents whom the short names of bodies stand for', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await sectionOf(page, written).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.getByText(words.plan.bodies, { exact: true }).waitFor()
    const named = await page
      .locator('.print-only dl > div')
      .evaluateAll((lines) => lines.map((line) => [...line.children].map(({ textContent }) => textContent)))
    expect(named.length).toBeGreaterThan(5)
    expect(named[1]).toEqual(['NHS', 'NHS Lorne and Isles'])
  })

  it('[A11Y11] lists the codes of a long framework, whose table no sheet is wide enough for', async () => {
    const { page } = await stage.enter('Councillor Hamish Pollard')
    await page.goto(`${stage.planUrl}/coverage`)
    await page.getByLabel(words.checks.framework).selectOption('uncrc')
    const table = page.getByRole('table', { name: words.checks.matrixName('') })
    await table.waitFor()
    await page.emulateMedia({ media: 'print' })
    await table.waitFor({ state: 'hidden' })
    const lines = page.locator('#matrix ~ dl > div')
    expect(await lines.count()).toBe(42)
    expect(await lines.first().textContent()).toContain(words.checks.listNone)
    expect(await lines.filter({ hasText: "Children's rights" }).count()).toBeGreaterThan(1)
    expect(await page.getByLabel(words.checks.framework).isVisible()).toBe(false)
  })
})
