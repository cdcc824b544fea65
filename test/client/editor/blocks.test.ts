import { beforeEach, describe, expect, it } from 'vitest'
import type { Item, PlanBlock, Prose, SectionContent } from '../../../shared/plan/model.ts'
import { block, p } from '../../support/content.ts'
import type { Who } from './harness/api.ts'
import { setHarness } from './harness/harness.ts'

declare global {
  interface Window {
    /** What the page would do at rest. */
    idle: IdleRequestCallback[]
  }
}

const harness = setHarness()
const { openWith, read, said, caretOf: caret, press, type } = harness

const goal = (id: string, what: string): PlanBlock =>
  block('outcome', id, { what: [p(what)], priority: null, shanarri: null, who: null })
const record = (id: string): PlanBlock =>
  block('need', id, {
    name: 'Damp homes',
    finding: [p('Many homes are damp')],
    method: null,
    source: null,
    sourceDate: null,
  })

const open = (...items: readonly Item[]): Promise<void> => {
  const linkables = [
    { id: 'pri1', blockType: 'priority', title: 'Best start', sectionTitle: 'Our priorities' },
    { id: 'ind1', blockType: 'indicator', title: 'Breastfed', sectionTitle: 'Measures' },
  ]
  return openWith({ linkables }, ...items)
}
const setLinked = (linked: boolean): Promise<void> =>
  harness.page.evaluate((linked) => window.harness.setLinked(linked), linked)
const insert = (who: Who, words: string, offset: number, typed: string): Promise<void> =>
  harness.page.evaluate(([who, words, offset, typed]) => window.harness.insert(who, words, offset, typed), [
    who,
    words,
    offset,
    typed,
  ] as const)
const control = (who: Who, label: string) => harness.page.locator(`#${who}`).getByLabel(label, { exact: true })
const act = (who: Who, name: string) =>
  harness.page.locator(`#${who}`).getByRole('button', { name, exact: true }).click()

/** The one block of the section as both see it; fails when they differ. */
const agreed = async (): Promise<SectionContent> => {
  const [ada, ben] = [await read('ada'), await read('ben')]
  expect(ada).toEqual(ben)
  return ada
}
const onlyBlock = async (): Promise<PlanBlock> => {
  const found = (await agreed()).items.filter((item): item is PlanBlock => item.type === 'planBlock')
  expect(found).toHaveLength(1)
  return found[0] as PlanBlock
}
const proseOf = (found: PlanBlock, name: string): readonly Prose[] => {
  const field = found.fields[name]
  return field?.kind === 'prose' ? field.content : []
}
const valueOf = (found: PlanBlock, name: string): unknown => {
  const field = found.fields[name]
  return field?.kind === 'value' ? field.value : undefined
}

describe('blocks', { timeout: 30_000 }, () => {
  beforeEach(() => harness.page.setViewportSize({ width: 1280, height: 900 }))

  it('[PLAN13] calls a block by its number, for the eye and for a screen reader, and what a field may link to', async () => {
    const linkables = [{ id: 'pri1', blockType: 'priority', title: 'Best start', sectionTitle: 'Our priorities' }]
    const linked = block('outcome', 'o1', { what: [p('Warm homes')], priority: 'pri1', shanarri: null, who: null })
    await openWith({ linkables, numbers: { o1: '2.1', pri1: '2' } }, linked, goal('o2', ''))
    const desk = harness.page.locator('#ada')
    const shown = await desk.locator('.plan-block-label').allTextContents()
    expect(shown).toEqual(['Outcome 2.1', 'Outcome'])
    expect(await desk.getByRole('group', { name: 'Outcome 2.1: Warm homes', exact: true }).count()).toBe(1)
    await desk.locator('summary').filter({ hasText: 'Priority 2: Best start' }).first().waitFor()
    expect((await agreed()).items).toEqual([linked, goal('o2', '')])
  })

  it('[EDIT42] shows by an arrow which fields open a list, and whether it is open', async () => {
    await open(goal('o1', 'Warm homes'))
    const picker = harness.page.locator('#ada .picker').first()
    const arrow = () =>
      picker.locator('summary').evaluate((summary) => {
        const { content, rotate, borderRightWidth } = getComputedStyle(summary, '::after')
        return { content, rotate, borderRightWidth }
      })
    const shown = { content: '""', borderRightWidth: '2px' }
    expect(await arrow()).toEqual({ ...shown, rotate: '45deg' })
    await picker.locator('summary').click()
    expect(await arrow()).toEqual({ ...shown, rotate: '225deg' })
  })

  it('[EDIT4] merges values set on different fields while apart', async () => {
    await open(p('Before'), record('n1'))
    await setLinked(false)
    await control('ada', 'Source').fill('Survey 2025')
    await press('Tab')
    await control('ben', 'Finding in short').fill('Cold and damp homes')
    await press('Tab')
    await setLinked(true)
    const found = await onlyBlock()
    expect([valueOf(found, 'source'), valueOf(found, 'name')]).toEqual(['Survey 2025', 'Cold and damp homes'])
  })

  it('[EDIT4] merges words typed in a prose field by two people, and a value set beside it', async () => {
    await open(record('n1'))
    await setLinked(false)
    await caret('ada', 'Many homes', 0)
    await type('Too ')
    await caret('ben', 'are damp', 8)
    await type(' in winter')
    await control('ben', 'Source').fill('Health visitors')
    await press('Tab')
    await setLinked(true)
    const found = await onlyBlock()
    expect(proseOf(found, 'finding')).toEqual([p('Too Many homes are damp in winter')])
    expect(valueOf(found, 'source')).toBe('Health visitors')
  })

  it('[EDIT24] keeps the caret on its letters while a colleague types before it, in a field and in a paragraph', async () => {
    await open(p('Top words'), block('outcome', 'o1', { what: [p('one two'), p('three')] }))
    for (const [words, typed] of [
      ['one two', 'in every'],
      ['Top words', 'at all'],
    ] as const) {
      await caret('ada', words, words.length)
      for (const letter of ` ${typed}`) {
        await insert('ben', words.slice(0, 3), 0, 'x')
        await type(letter)
      }
    }
    expect((await agreed()).items).toMatchObject([
      p('xxxxxxxTop words at all'),
      { fields: { what: { content: [p('xxxxxxxxxone two in every'), p('three')] } } },
    ])
  })

  it('[EDIT24] keeps the caret in its line when a colleague moves the block or paragraph it stands in', async () => {
    await open(p('First'), block('outcome', 'o1', { what: [p('one two')] }), p('Last words'))
    await caret('ada', 'one two', 3)
    await caret('ben', 'one two', 0)
    await press('Alt+ArrowUp')
    await harness.page.evaluate(() => window.harness.focus('ada'))
    await type('!')
    expect((await agreed()).items[0]).toMatchObject({ fields: { what: { content: [p('one! two')] } } })
  })

  it('[EDIT35] loses no letter typed in a block while a colleague moves it', async () => {
    const outcomes = ['first', 'second', 'third'].map((word) => block('outcome', word, { what: [p(`${word} words`)] }))
    for (const direction of ['ArrowDown', 'ArrowUp']) {
      await open(...outcomes)
      await caret('ada', 'second words', 2)
      await setLinked(false)
      await press(`Alt+${direction}`)
      await insert('ben', 'second words', 6, ' and last')
      await setLinked(true)
      const moved = (await agreed()).items.flatMap((item) => (item.type === 'planBlock' ? [item] : []))
      const order = direction === 'ArrowDown' ? ['first', 'third', 'second'] : ['second', 'first', 'third']
      expect(moved.map(({ id }) => id)).toEqual(order)
      expect(moved.filter(({ id }) => id === 'second').map((found) => proseOf(found, 'what'))).toEqual([
        [p('second and last words')],
      ])
    }
  })

  it('[EDIT35] leaves alone the neighbour a colleague writes in when a block is moved past it', async () => {
    await open(
      block('outcome', 'o1', { what: [p('first words')] }),
      block('outcome', 'o2', { what: [p('second words')] }),
      p('Last words'),
    )
    await caret('ben', 'second words', 3)
    await harness.page.locator('#ada .remote-caret').waitFor({ state: 'attached' })
    await setLinked(false)
    await harness.page
      .locator('#ada')
      .getByRole('button', { name: 'Move down', exact: true })
      .first()
      .dispatchEvent('click')
    await insert('ben', 'second words', 6, ' and last')
    await setLinked(true)
    expect((await agreed()).items).toMatchObject([
      { id: 'o2', fields: { what: { content: [p('second and last words')] } } },
      { id: 'o1' },
      p('Last words'),
    ])
  })

  it('[EDIT33] inserts after the block whose value is being filled in, wherever the caret of the text is', async () => {
    await open(p('Top words'), record('n1'), p('Last words'))
    await caret('ada', 'Top words', 3)
    await control('ada', 'Source').click()
    const ada = harness.page.locator('#ada')
    await ada.getByRole('button', { name: 'Insert' }).click()
    await ada.getByRole('menuitem', { name: /^Vision/ }).click()
    const kinds = (await agreed()).items.map((item) => (item.type === 'planBlock' ? item.blockType : item.type))
    expect(kinds).toEqual(['paragraph', 'need', 'vision', 'paragraph'])
  })

  it('[EDIT34] chooses by one press on the words of a choice, right after opening the list', async () => {
    await open(block('outcome', 'o1', { what: [p('one')], priority: null, shanarri: null }))
    const ada = harness.page.locator('#ada')
    const choice = (label: string) => ada.locator('label').filter({ hasText: label })
    await ada.getByText('Comes from: None chosen').click()
    await choice('Best start').click()
    await ada.getByText('Wellbeing: None chosen').click()
    await choice('Safe').click()
    await choice('Healthy').click()
    const found = await onlyBlock()
    expect([valueOf(found, 'priority'), valueOf(found, 'shanarri')]).toEqual(['pri1', ['safe', 'healthy']])
  })

  it('[EDIT5] sends typed text after a pause, shows it to others, and does not disturb the field they are in', async () => {
    await open(record('n1'))
    await control('ada', 'Finding in short').fill('Shown at once')
    await expect.poll(() => control('ben', 'Finding in short').inputValue()).toBe('Shown at once')
    await setLinked(false)
    await control('ada', 'Source').fill('From Ada')
    await control('ben', 'Source').focus()
    await type('half a wo')
    await setLinked(true)
    expect(await control('ben', 'Source').inputValue()).toBe('half a wo')
    expect(await said('ben')).toContain('Source was changed by Ada Reid.')
  })

  it('[EDIT41] leaves who fills a value in where they are, with what they typed, when a colleague moves its block', async () => {
    const source = (who: Who, id: string) =>
      harness.page.locator(`#${who} [data-block-id="${id}"]`).getByLabel('Source', { exact: true })
    for (const [moved, key] of [
      ['n1', 'ArrowDown'],
      ['n1', 'ArrowUp'],
      ['n2', 'ArrowUp'],
      ['n0', 'ArrowDown'],
    ] as const) {
      await open(...['n0', 'n1', 'n2'].map(record))
      await setLinked(false)
      const button = key === 'ArrowUp' ? 'Move up' : 'Move down'
      await harness.page
        .locator(`#ada [data-block-id="${moved}"]`)
        .getByRole('button', { name: button, exact: true })
        .dispatchEvent('click')
      await source('ben', 'n1').focus()
      await type('half a rd')
      for (const _ of [1, 2]) await press('ArrowLeft')
      await setLinked(true)
      await type('wo')
      await expect.poll(() => source('ada', 'n1').inputValue()).toBe('half a word')
      const sources = (await agreed()).items.flatMap((item) =>
        item.type === 'planBlock' ? [[item.id, valueOf(item, 'source')]] : [],
      )
      expect(Object.fromEntries(sources)).toEqual({ n0: null, n1: 'half a word', n2: null })
    }
  })

  it('[EDIT5] sends what was typed in a field when the editor is closed at once', async () => {
    await open(record('n1'))
    await control('ada', 'Source').fill('Last words')
    await press('Escape')
    await press('Escape')
    await expect.poll(async () => valueOf(await onlyBlock(), 'source')).toBe('Last words')
    expect(await harness.page.evaluate(() => window.harness.closed('ada'))).toBe(1)
  })

  it('[EDIT6] keeps blocks and fields whole whatever Backspace and Delete meet at their edges', async () => {
    await open(p('Before'), goal('o1', 'Warm homes'), p('After'))
    const whole = await agreed()
    await caret('ada', 'Warm', 0)
    for (const _ of [1, 2, 3]) await press('Backspace')
    await caret('ada', 'homes', 5)
    for (const _ of [1, 2, 3]) await press('Delete')
    await caret('ada', 'Before', 6)
    for (const _ of [1, 2, 3]) await press('Delete')
    await caret('ada', 'After', 0)
    for (const _ of [1, 2, 3]) await press('Backspace')
    expect(await agreed()).toEqual(whole)
  })

  it('[EDIT6] chooses all in stages, and typing over blocks wipes nothing', async () => {
    await open(p('Before'), record('n1'), p('After'))
    const whole = await agreed()
    await caret('ada', 'Many', 2)
    for (const _ of [1, 2, 3]) {
      await press('Control+a')
      if (_ === 1) continue
      await type('x')
    }
    await press('Enter')
    expect(await agreed()).toEqual(whole)
    expect(await said('ada')).toContain('Blocks are not deleted by typing. Use the Remove button of the block.')
  })

  it('[EDIT6] replaces only the field when the field is what is chosen', async () => {
    await open(p('Before'), record('n1'), p('After'))
    await caret('ada', 'Many', 2)
    await press('Control+a')
    await type('New')
    const found = await onlyBlock()
    expect(proseOf(found, 'finding')).toEqual([p('New')])
    expect(valueOf(found, 'name')).toBe('Damp homes')
  })

  it('[EDIT6] deletes and cuts only the prose between blocks', async () => {
    await open(p('Before'), record('n1'), p('After'))
    const before = await onlyBlock()
    await caret('ada', 'Before', 1)
    await press('Control+a')
    await press('Control+x')
    expect(await onlyBlock()).toEqual(before)
    expect((await agreed()).items.filter((item) => item.type === 'paragraph' && item.content.length > 0)).toEqual([])
  })

  it('[EDIT7] removes a block by a mark, keeps what a colleague types meanwhile, and brings it back', async () => {
    await open(p('Before'), record('n1'), p('After'))
    await setLinked(false)
    await act('ada', 'Remove')
    await caret('ben', 'are damp', 8)
    await type(' and cold')
    await control('ben', 'Source').fill('Tenants')
    await press('Tab')
    await setLinked(true)
    expect((await onlyBlock()).removed).toEqual({ by: 'ada', at: '2026-05-01T10:00:00Z' })
    expect(await harness.page.locator('#ben [data-block-id=n1]').isVisible()).toBe(false)
    await harness.page.locator('#ben .removed-list summary').click()
    await harness.page.locator('#ben .removed-list button').click()
    const back = await onlyBlock()
    expect(back.removed).toBeNull()
    expect(proseOf(back, 'finding')).toEqual([p('Many homes are damp and cold')])
    expect(valueOf(back, 'source')).toBe('Tenants')
    expect(await said('ada')).toContain('Need removed.')
  })

  it('[EDIT7] offers Undo for the block just removed', async () => {
    await open(record('n1'), p('After'))
    await act('ada', 'Remove')
    expect(await harness.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    await harness.page.locator('#ada .removed-notice').getByRole('button', { name: 'Undo' }).click()
    expect((await onlyBlock()).removed).toBeNull()
  })

  it('[EDIT8] moves a block with its id and values by button and by key', async () => {
    await open(p('One'), record('n1'), p('Two'))
    const before = await onlyBlock()
    await harness.page.locator('#ada').getByRole('button', { name: 'Move down', exact: true }).first().click()
    expect((await agreed()).items.at(-1)).toEqual(before)
    expect(await harness.page.evaluate(() => document.activeElement?.textContent)).toBe('Move down')
    await caret('ada', 'Many', 1)
    await press('Alt+ArrowUp')
    await press('Alt+ArrowUp')
    expect((await agreed()).items[0]).toEqual(before)
    await caret('ada', 'Two', 1)
    await press('Alt+ArrowUp')
    expect((await agreed()).items[1]).toEqual(p('Two'))
  })

  it('[EDIT8] gives a pasted copy of a block a new id and its values', async () => {
    await open(p('One'), record('n1'), p('Two'))
    await caret('ada', 'One', 0)
    await press('Control+a')
    const html = await harness.page.evaluate(() => window.harness.copied('ada'))
    await caret('ada', 'Two', 3)
    await harness.page.evaluate((html) => window.harness.paste('ada', html), html)
    const found = (await agreed()).items.filter((item): item is PlanBlock => item.type === 'planBlock')
    expect(found.map(({ fields }) => fields)).toEqual([found[0]?.fields, found[0]?.fields])
    expect(found[0]?.id).toBe('n1')
    expect(found[1]?.id).not.toBe('n1')
  })

  it('[EDIT9] edits every kind of value in place', async () => {
    await open(
      block('action', 'a1', {
        what: [p('Open hubs')],
        lead: null,
        contributors: null,
        priority: null,
        start: null,
        prevention: null,
      }),
      block('indicator', 'i1', { name: null, baseline: null, milestones: null }),
      block('resource', 'r1', { years: null }),
      block('priority', 'p1', { shanarri: null }),
    )
    const ada = harness.page.locator('#ada')
    await control('ada', 'Lead body').selectOption({ label: 'NHS Strathlorne' })
    await ada.getByText('Other bodies: None chosen').click()
    await ada.getByRole('checkbox', { name: 'Police Scotland' }).check()
    await ada.getByText('Serves: None chosen').click()
    await ada.getByRole('radio', { name: 'Best start' }).check()
    const start = ada.getByRole('group', { name: 'Starts' }).first()
    expect(await start.getByLabel('Day').getAttribute('aria-describedby')).toMatch(/^problem-\d+$/)
    await start.getByLabel('Day').fill('1')
    await start.getByLabel('Month').fill('4')
    await start.getByLabel('Year').fill('2026')
    await control('ada', 'Baseline').fill('1,250.5')
    await ada.getByRole('button', { name: 'Add a date' }).click()
    const row = ada.locator('.field-series-row')
    await row.getByLabel('Day').fill('31')
    await row.getByLabel('Month').fill('3')
    await row.getByLabel('Year').fill('2027')
    await row.getByLabel('Value').fill('40')
    await ada.getByLabel('2026/27').fill('£12,000')
    await ada.getByText('Wellbeing: None chosen').click()
    await ada.getByRole('checkbox', { name: 'Safe', exact: true }).check()
    await ada.getByLabel('2026/27').focus()
    await press('Shift+Tab')
    const blocks = (await agreed()).items as readonly PlanBlock[]
    const values = blocks.map((found) =>
      Object.fromEntries(Object.keys(found.fields).map((name) => [name, valueOf(found, name)])),
    )
    expect(values).toMatchObject([
      { lead: 'nhs', contributors: ['police'], priority: 'pri1', start: '2026-04-01' },
      { baseline: 1250.5, milestones: [{ at: '2027-03-31', value: 40 }] },
      { years: { 2026: 12_000 } },
      { shanarri: [expect.any(String)] },
    ])
  })

  it('[EDIT9] keeps what is no value on screen and does not store it', async () => {
    await open(block('need', 'n1', { sourceDate: '2025-01-31' }))
    const date = harness.page.locator('#ada').getByRole('group', { name: 'Date of the data' })
    await date.getByLabel('Month').fill('13')
    await press('Tab')
    await press('Tab')
    expect(await date.locator('..').getByText('This is not a date yet').isVisible()).toBe(true)
    expect(valueOf(await onlyBlock(), 'sourceDate')).toBe('2025-01-31')
  })

  it('[EDIT5] forgets what was no value once a colleague’s value has taken its place', async () => {
    await open(block('indicator', 'i1', { baseline: null }))
    await control('ada', 'Baseline').fill('about a tenth')
    await press('Tab')
    await control('ben', 'Baseline').fill('0.12345678')
    await expect.poll(() => control('ada', 'Baseline').inputValue()).toBe('0.123457')
    await control('ada', 'Baseline').focus()
    await press('Tab')
    expect(valueOf(await onlyBlock(), 'baseline')).toBe(0.12345678)
  })

  it('[EDIT37] makes the controls of a block as it comes near, the others at rest, with what was set meanwhile', async () => {
    const needs = Array.from({ length: 40 }, (_, index) => block('need', `n${index}`, { source: `Survey ${index}` }))
    await harness.page.evaluate(() => {
      window.idle = []
      window.requestIdleCallback = (run) => window.idle.push(run)
    })
    await open(...needs)
    const waiting = (block: string): Promise<number> =>
      harness.page.locator(`#ada [data-block-id="${block}"] .field-late`).count()
    await expect.poll(() => waiting('n0')).toBe(0)
    expect(await waiting('n39')).toBe(1)
    const last = harness.page.locator('#ben [data-block-id="n39"]')
    await last.scrollIntoViewIfNeeded()
    await last.getByRole('textbox').fill('Census')
    await press('Tab')
    await expect.poll(async () => valueOf((await read('ada')).items.at(-1) as PlanBlock, 'source')).toBe('Census')
    expect(await waiting('n39')).toBe(1)
    await harness.page.locator('#ada [data-block-id="n39"]').scrollIntoViewIfNeeded()
    expect(await harness.page.locator('#ada [data-block-id="n39"]').getByRole('textbox').inputValue()).toBe('Census')
    const everywhere = harness.page.locator('.field-late')
    expect(await everywhere.count()).toBeGreaterThan(4)
    await harness.page.evaluate(() => {
      for (let run = window.idle.shift(); run; run = window.idle.shift())
        run({ didTimeout: false, timeRemaining: () => 5 })
      scrollTo(0, 0)
    })
    expect(await everywhere.count()).toBe(0)
  })

  it('[EDIT10] offers the fields an older block lacks, and adds one only when asked', async () => {
    await open(block('need', 'n1', { name: 'Damp', source: null }))
    const before = await agreed()
    await harness.page.locator('#ben .section-text').focus()
    expect(await agreed()).toEqual(before)
    await act('ada', 'Add “What we found”')
    await type('Cold homes')
    const found = await onlyBlock()
    expect(Object.keys(found.fields)).toEqual(['name', 'finding', 'source'])
    expect(proseOf(found, 'finding')).toEqual([p('Cold homes')])
  })

  it('[EDIT11] undoes what this person did to text and values, and leaves the colleague’s work', async () => {
    await open(p('One'), record('n1'))
    await control('ben', 'Source').fill('Ben was here')
    await press('Tab')
    await control('ada', 'Finding in short').fill('Changed by Ada')
    await press('Tab')
    await caret('ada', 'One', 3)
    await press('Control+z')
    const found = await onlyBlock()
    expect([valueOf(found, 'name'), valueOf(found, 'source')]).toEqual(['Damp homes', 'Ben was here'])
  })

  it('[EDIT3] causes no error in the page all the while', () => {
    expect(harness.complaints).toEqual([])
  })
})
