import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AxeResults } from 'axe-core'
import { textblocksOf } from '../../../shared/plan/coordinates.ts'
import type { Item } from '../../../shared/plan/model.ts'
import { block, h, p, text, ul } from '../../support/content.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()
const { open, openWith, read, said, caret, caretOf, press, type } = harness

const paste = (html: string): Promise<void> => harness.page.evaluate((html) => window.harness.paste('ada', html), html)
const pressAll = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await press(key)
}
const ada = () => harness.page.locator('#ada')
const focusedWithin = (selector: string): Promise<boolean> =>
  harness.page.evaluate((selector) => document.activeElement?.closest(selector) !== null, selector)

const cell = (kind: 'tableHeader' | 'tableCell', words: string) => ({ type: kind, content: [p(words)] }) as const
const table: Item = {
  type: 'table',
  content: [
    { type: 'tableRow', content: [cell('tableHeader', 'Town'), cell('tableHeader', 'Births')] },
    { type: 'tableRow', content: [cell('tableCell', 'Invercaddie'), cell('tableCell', '312')] },
  ],
}

describe('writing', { timeout: 30_000 }, () => {
  beforeEach(() => harness.page.setViewportSize({ width: 1280, height: 900 }))

  it('[EDIT12] inserts a block from the slash menu by keyboard, filtered by typing', async () => {
    await open(p('One'))
    await caret('One', 3)
    await press('Enter')
    await type('/ind')
    const options = ada().getByRole('option')
    await expect.poll(() => options.first().textContent()).toContain('Indicator')
    expect(await ada().getByRole('textbox').first().getAttribute('aria-activedescendant')).not.toBeNull()
    await press('Enter')
    const items = (await read()).items
    expect(items).toHaveLength(2)
    expect(items[1]).toMatchObject({ type: 'planBlock', blockType: 'indicator', id: expect.stringMatching(/^new/) })
    expect(await focusedWithin('#ada [data-block-id]')).toBe(true)
  })

  it('[EDIT23] goes to the edge of the field, then of the section, by Ctrl+Home and Ctrl+End', async () => {
    await open(p('First'), block('outcome', 'o1', { what: [p('one'), p('two')] }), p('Last'))
    await caret('two', 1)
    await pressAll('Control+Home', 'A', 'Control+End', 'Z')
    await pressAll('Control+End', '!', 'Control+Home', 'S')
    expect((await read()).items).toMatchObject([
      p('SFirst'),
      { fields: { what: { content: [p('Aone'), p('twoZ')] } } },
      p('Last!'),
    ])
  })

  it('[EDIT23] goes to the edge of what was chosen by an arrow, at once', async () => {
    await open(p('First'), block('outcome', 'o1', { what: [p('one'), p('two')] }), p('Last'))
    await caret('two', 1)
    await pressAll('Control+a', 'ArrowLeft', 'A', 'Control+a', 'ArrowRight', 'Z')
    await caret('Last', 2)
    await pressAll('Control+a', 'ArrowLeft', 'B', 'Control+a', 'ArrowRight', 'Y')
    expect((await read()).items).toMatchObject([
      p('BFirst'),
      { fields: { what: { content: [p('Aone'), p('twoZ')] } } },
      p('LastY'),
    ])
  })

  it('[EDIT12] keeps the words when Esc closes the menu, and offers no block inside a field', async () => {
    await open(p(''), block('outcome', 'o1', { what: [p('x')] }))
    await ada().locator('.section-text > p').click()
    await type('/act')
    await press('Escape')
    await press('Enter')
    expect((await read()).items.slice(0, 2)).toEqual([p('/act'), p('')])
    await caret('x', 1)
    await press('Enter')
    await type('/')
    await expect.poll(() => ada().getByRole('option').count()).toBeGreaterThan(0)
    expect(await ada().getByRole('option', { name: 'Action' }).count()).toBe(0)
  })

  it('[EDIT13] reads what Word puts on the clipboard as structure, and says that looks were dropped', async () => {
    await open(p('One'))
    await caret('One', 3)
    await press('Enter')
    await paste(wordSample)
    expect((await read()).items.slice(1)).toEqual([
      h(3, 'Our first heading'),
      p('Some ', text('bold', { type: 'bold' }), ' and red words.'),
      h(4, 'A smaller one'),
      ul('First bullet', 'Second bullet'),
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', 'Town'), cell('tableHeader', 'Births')] },
          { type: 'tableRow', content: [cell('tableCell', 'Invercaddie'), cell('tableCell', '312')] },
        ],
      },
    ])
    expect((await said()).join()).toContain('Formatting simplified. Undo with Ctrl+Z.')
    expect((await said()).join()).toContain('Pictures in what you pasted were left out.')
  })

  it('[EDIT14] takes HTML into the schema only: no script runs, no foreign address is loaded or linked', async () => {
    await open(p('One'))
    await caret('One', 3)
    const asked: string[] = []
    harness.page.on('request', (request) => asked.push(request.url()))
    await paste(
      '<p>a<img src="https://evil.example/x.png" onerror="window.hit=1"><script>window.hit=1</script>' +
        '<a href="javascript:window.hit=1">b</a><a href="data:text/html,x">c</a><a href="https://ok.example/">d</a></p>',
    )
    expect((await read()).items).toEqual([p('Oneabc', text('d', { type: 'link', href: 'https://ok.example/' }))])
    expect(await harness.page.evaluate(() => 'hit' in window)).toBe(false)
    expect(asked).toEqual([])
  })

  it('[EDIT14] makes a link only of an address that is http, https or mailto', async () => {
    await open(p('Read more here'))
    await caret('more', 0, 4)
    await press('Control+k')
    const dialog = harness.page.getByRole('dialog')
    await dialog.getByLabel('Address').fill('javascript:alert(1)')
    await press('Enter')
    expect(await dialog.getByRole('alert').textContent()).toContain('must start with')
    await dialog.getByLabel('Address').fill('mailto:hub@strathlorne.example')
    await press('Enter')
    expect((await read()).items).toEqual([
      p('Read ', text('more', { type: 'link', href: 'mailto:hub@strathlorne.example' }), ' here'),
    ])
    expect(await focusedWithin('#ada .section-text')).toBe(true)
  })

  it('[EDIT15] leaves with Esc and Tab from a table, a list, a field and a control; any other key forgets the Esc', async () => {
    await open(table, ul('item'), block('need', 'n1', { name: 'Damp', finding: [p('Found')] }), p('End'))
    const left: Record<string, boolean[]> = {}
    for (const words of ['312', 'item', 'Found', 'End']) {
      await caret(words, 1)
      await pressAll('Escape', 'Tab')
      const isOut = !(await focusedWithin('#ada .section-text'))
      await caret(words, 1)
      await pressAll('Escape', 'Shift+Tab')
      left[words] = [isOut, await focusedWithin('#ada .editor-toolbar')]
    }
    expect(left).toEqual({ '312': [true, true], item: [true, true], Found: [true, true], End: [true, true] })
    await ada().getByLabel('Finding in short').focus()
    await pressAll('Escape', 'Tab')
    expect(await focusedWithin('#ada .section-text')).toBe(false)
    await caret('Invercaddie', 1)
    await pressAll('Escape', 'ArrowRight', 'Tab')
    expect(await focusedWithin('#ada .section-text')).toBe(true)
  })

  it('[EDIT15] moves through cells with Tab, never adds a row, and closes on a second Esc', async () => {
    await open(table, p('End'))
    await caret('Invercaddie', 1)
    await pressAll('Tab', 'Tab', 'Tab', 'Tab')
    expect((await read()).items[0]).toEqual(table)
    await pressAll('Escape', 'Escape')
    expect(await harness.page.evaluate(() => window.harness.closed('ada'))).toBe(1)
  })

  it('[EDIT30] says at the last cell how to add a row, and Ctrl+Enter adds one below and goes there', async () => {
    await open(table, p('End'))
    await caret('312', 3)
    await press('Tab')
    expect((await said()).join()).toContain('Ctrl+Enter adds a row')
    await press('Control+Enter')
    await type('Portcaddie')
    expect((await read()).items).toEqual([
      {
        ...table,
        content: [
          ...('content' in table ? table.content : []),
          {
            type: 'tableRow',
            content: [cell('tableCell', 'Portcaddie'), { type: 'tableCell', content: [p()] }],
          },
        ],
      },
      p('End'),
    ])
  })

  it('[EDIT15] goes from field to field of a block with Tab, text and controls alike', async () => {
    await open(block('need', 'n1', { name: 'Damp', finding: [p('Found')], source: null }))
    await caret('Found', 1)
    await press('Tab')
    await type('Survey')
    await press('Shift+Tab')
    await type('New ')
    await press('Tab')
    expect((await read()).items).toMatchObject([
      { fields: { source: { value: 'Survey' }, finding: { content: [p('New Found')] } } },
    ])
  })

  it('[EDIT16] has one toolbar stop, reached by Alt+F10, arrows inside, Esc back; at most 12 tools', async () => {
    await open(p('One'))
    await caret('One', 1, 2)
    await press('Alt+F10')
    expect(await focusedWithin('#ada [role=toolbar]')).toBe(true)
    await press('ArrowRight')
    await press('Enter')
    expect((await read()).items).toEqual([p('O', text('ne', { type: 'bold' }))])
    await expect.poll(() => ada().getByRole('button', { name: 'Bold' }).getAttribute('aria-pressed')).toBe('true')
    await pressAll('Alt+F10', 'Escape')
    expect(await focusedWithin('#ada .section-text')).toBe(true)
    expect(await ada().locator('.editor-toolbar .editor-tool').count()).toBeLessThanOrEqual(12)
    expect(await ada().locator('.editor-toolbar [tabindex="0"]').count()).toBe(1)
  })

  it('[EDIT17] offers heading levels without skipping, and none inside a block', async () => {
    await open(p('One'), p('Two'), block('outcome', 'o1', { what: [p('Inside')] }))
    await caret('One', 1)
    await press('Control+Alt+2')
    await press('Control+Alt+1')
    await caret('Two', 1)
    await press('Control+Alt+3')
    await press('Control+Alt+2')
    await caret('Inside', 1)
    await press('Control+Alt+1')
    expect((await read()).items).toMatchObject([
      h(3, 'One'),
      h(4, 'Two'),
      { fields: { what: { content: [p('Inside')] } } },
    ])
  })

  it('[EDIT18] makes a table with a header row and asks a picture for its words', async () => {
    await open(p('One'))
    await caret('One', 1)
    await ada().getByRole('button', { name: 'More' }).click()
    await ada().getByRole('menuitem', { name: 'Table' }).click()
    const made = (await read()).items[1]
    expect(made).toMatchObject({ type: 'table', content: [{ content: [{ type: 'tableHeader' }, {}, {}] }, {}, {}] })
    await ada().getByRole('button', { name: 'Table' }).click()
    await ada().getByRole('menuitem', { name: 'Add row below' }).click()
    expect((await read()).items[1]).toMatchObject({ content: [{}, {}, {}, {}] })
    await caret('One', 1)
    await ada().getByRole('button', { name: 'More' }).click()
    await ada().getByRole('menuitem', { name: 'Picture' }).click()
    const dialog = harness.page.getByRole('dialog')
    await dialog
      .getByLabel('Picture file')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('x') })
    await dialog.getByRole('button', { name: 'Save picture' }).click()
    expect(await dialog.getByRole('alert').textContent()).toContain('Say what the picture shows')
    await dialog.getByLabel('What the picture shows').fill('A play park')
    await dialog.getByRole('button', { name: 'Save picture' }).click()
    await expect
      .poll(async () => (await read()).items[1])
      .toEqual({ type: 'image', src: '/api/plans/p1/images/i1', alt: 'A play park' })
  })

  it('[EDIT19] marks commented words without touching the plan, carries the mark through edits, and opens the thread', async () => {
    const range = { start: { textblock: 0, offset: 6 }, end: { textblock: 0, offset: 10 } }
    await openWith(
      {
        highlights: [
          { threadId: 't1', range, open: true },
          { threadId: 't2', range, open: false },
        ],
      },
      p('alpha beta gamma'),
      p('second'),
    )
    const before = await harness.page.evaluate(() => window.harness.state('ada'))
    const mark = ada().locator('[data-thread]')
    expect(await mark.allTextContents()).toEqual(['beta'])
    expect(await mark.getAttribute('aria-details')).toBe('thread-t1')
    expect(await harness.page.evaluate(() => window.harness.state('ada'))).toBe(before)
    await caret('alpha', 0)
    await type('Some ')
    await caretOf('ben', 'Some', 0)
    await type('And ')
    expect(await mark.allTextContents()).toEqual(['beta'])
    await mark.click()
    await caret('beta', 2)
    await press('Alt+Enter')
    const threads = () => [window.harness.shown('ada'), window.harness.opened('ada')]
    expect(await harness.page.evaluate(threads)).toEqual([['t1'], ['t1']])
  })

  it('[EDIT19] gives a comment the places, the quote and what stands around it', async () => {
    await open(p('First line'), block('outcome', 'o1', { what: [p('Warm homes for all')] }))
    const commentsOf = () => harness.page.evaluate(() => window.harness.comments('ada'))
    await caret('Warm', 5, 5)
    await press('Control+Alt+m')
    await expect.poll(async () => (await commentsOf()).length).toBe(1)
    await caret('Warm', 0)
    await press('Control+Alt+m')
    await expect.poll(async () => (await commentsOf()).length).toBe(2)
    const comments = await commentsOf()
    expect(textblocksOf(await read())[1]?.text).toBe('Warm homes for all')
    expect(comments).toEqual([
      {
        kind: 'words',
        range: { start: { textblock: 1, offset: 5 }, end: { textblock: 1, offset: 10 } },
        quote: 'homes',
        before: 'Warm ',
        after: ' for all',
      },
      { kind: 'block', blockId: 'o1' },
    ])
  })

  it('[EDIT20] shows where a colleague is, by name and body, outside the text that is read', async () => {
    await open(p('One two'))
    await caretOf('ben', 'two', 1)
    const shown = ada().locator('.remote-caret')
    await expect.poll(() => shown.getAttribute('data-name')).toBe('Ben Munro · Strathlorne Council')
    expect(await shown.getAttribute('aria-hidden')).toBe('true')
    expect(await ada().locator('.section-text').innerText()).toBe('One two')
  })

  it('[EDIT21] names the textbox by its heading, and axe finds nothing in text, menus and dialogs', async () => {
    await open(
      h(3, 'Heading'),
      p('Text'),
      table,
      ul('item'),
      block('action', 'a1', { what: [p('Do it')], lead: null, start: null, contributors: null }),
    )
    const textbox = ada().getByRole('textbox', { name: 'Giving babies the best start: Ada Reid' })
    expect(await textbox.getAttribute('aria-multiline')).toBe('true')
    expect(await axe()).toEqual([])
    await ada().getByText('Other bodies: None chosen').click()
    await ada().getByRole('button', { name: 'Insert' }).click()
    expect(await axe()).toEqual([])
    await press('Escape')
    await caret('Text', 4)
    await press('Enter')
    await type('/')
    expect(await axe()).toEqual([])
    await press('Escape')
    await press('Control+/')
    expect(await axe()).toEqual([])
  })

  it('[EDIT22] fits a narrow screen without scrolling sideways', async () => {
    await harness.page.setViewportSize({ width: 320, height: 700 })
    await open(
      p('Text'),
      table,
      block('indicator', 'i1', {
        name: null,
        baseline: null,
        milestones: [{ at: '2027-03-31', value: 4 }],
        targetDate: null,
      }),
    )
    expect(await harness.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Ids and places of what axe finds. */
const axe = async (): Promise<readonly string[]> => {
  await harness.page.evaluate(axeSource)
  const results = await harness.page.evaluate(() =>
    (window as unknown as { readonly axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  )
}

/** As Word writes it, shortened: list paragraphs, a comment mark, colours, a picture, a table whose first row is bold. */
const wordSample = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0cm; font-size:11.0pt}</style></head>
<body lang=EN-GB>
<h1>Our first heading<o:p></o:p></h1>
<p class=MsoNormal>Some <b>bold</b> and <span style='color:red'>red</span><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[JS1]</a></span> words.<img src="data:image/png;base64,AAAA"></p>
<h2>A smaller one</h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->First bullet<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->Second bullet<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Town</b></p></td><td><p class=MsoNormal><b>Births</b></p></td></tr>
<tr><td><p class=MsoNormal>Invercaddie</p></td><td><p class=MsoNormal>312</p></td></tr></table>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Is this right?</p></div></div>
</body></html>`
