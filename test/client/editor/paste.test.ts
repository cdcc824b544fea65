/** Pasting what people have: words of other editors, lists of e-mails, addresses, a chapter. */
import { describe, expect, it } from 'vitest'
import { decodeUpdate } from '../../../server/sync/decode.ts'
import type { Item } from '../../../shared/plan/model.ts'
import { h, p, text, ul } from '../../support/content.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()
const { open, read, caret, press } = harness

/** On a new line after "One", which is left out of the answer. */
const pasted = async (kind: 'paste' | 'pasteText', clipboard: string): Promise<readonly Item[]> => {
  await open(p('One'))
  await caret('One', 3)
  await press('Enter')
  await harness.page.evaluate(([kind, clipboard]) => window.harness[kind]('ada', clipboard), [kind, clipboard] as const)
  return (await read()).items.slice(1)
}

const bold = (words: string) => text(words, { type: 'bold' })
const italic = (words: string) => text(words, { type: 'italic' })

/** As a text processor in the browser writes it: a wrapper that is bold in name only, weights in styles. */
const styledSample =
  `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-guid-1"><p dir="ltr" style="line-height:1.4">
<span style="font-weight:700">Bold words</span><span style="font-style:italic"> slanted</span><span style="font-weight:400"> plain</span></p>
<ul><li dir="ltr" style="list-style-type:disc"><p><span style="font-weight:400">item</span></p></li></ul></b>`.replaceAll(
    '\n',
    '',
  )

const office = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB>'
const wordLine = (level: number, marker: string, words: string, list = 0) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l${list} level${level} lfo1'><![if !supportLists]>` +
  `<span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`

describe('pasting', { timeout: 30_000 }, () => {
  it.each(['x', '', '-', '1e400', '7'])(
    '[EDIT14] makes nothing of a list that starts at %j which the plan refuses',
    async (start) => {
      await pasted('paste', `<ol start="${start}"><li>One</li></ol>`)
      const state = Buffer.from(await harness.page.evaluate(() => window.harness.state('ada')), 'base64')
      expect(decodeUpdate(state).ok).toBe(true)
    },
  )

  it('[EDIT25] reads bold and italic that only a style says, and nothing bold that a style takes back', async () => {
    expect(await pasted('paste', styledSample)).toEqual([
      p(bold('Bold words'), italic(' slanted'), ' plain'),
      ul('item'),
    ])
  })

  it('[EDIT13] keeps the levels and numbers of lists from Word, and drops its empty spacing lines', async () => {
    const html =
      `${office}<p class=MsoNormal>Before<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>` +
      wordLine(1, '·', 'Believed') +
      wordLine(2, 'o', 'at school') +
      wordLine(1, '·', 'One door') +
      wordLine(1, '3.', 'Third', 1) +
      wordLine(1, '4.', 'Fourth', 1) +
      '<p class=MsoNormal>After</p></body></html>'
    const item = (words: string, ...more: ReturnType<typeof ul>[]) =>
      ({ type: 'listItem', content: [p(words), ...more] }) as const
    expect(await pasted('paste', html)).toEqual([
      p('Before'),
      { type: 'bulletList', content: [item('Believed', ul('at school')), item('One door')] },
      { type: 'orderedList', start: 3, content: [item('Third'), item('Fourth')] },
      p('After'),
    ])
  })

  it('[EDIT26] lets the browser apply none of the styles of what is pasted', async () => {
    const before = harness.complaints.length
    await pasted('paste', styledSample)
    await pasted('paste', `${office}<style>p {color: red}</style>${wordLine(1, '·', 'Believed')}</body></html>`)
    await pasted('paste', '<h1 style="font-weight: 700; color: red">A heading</h1><p style="margin: 0">Words</p>')
    expect((await read()).items.slice(1)).toEqual([h(3, 'A heading'), p('Words')])
    expect(harness.complaints.slice(before)).toEqual([])
  })

  it('[EDIT27] makes a list of plain lines that begin with bullets or numbers', async () => {
    expect(
      await pasted('pasteText', 'What we heard:\n\n• one door\n• someone who stays\n\nThen:\n1. ask\n2. answer'),
    ).toEqual([
      p('What we heard:'),
      ul('one door', 'someone who stays'),
      p('Then:'),
      {
        type: 'orderedList',
        start: 1,
        content: ['ask', 'answer'].map((words) => ({ type: 'listItem', content: [p(words)] })),
      },
    ])
  })

  it('[EDIT27] leaves a single dash or a year at the start of a line alone', async () => {
    expect(await pasted('pasteText', '- said nobody\nand 2026.')).toEqual([p('- said nobody'), p('and 2026.')])
    expect(await pasted('pasteText', '2026. A year.\nMore')).toEqual([p('2026. A year.'), p('More')])
  })

  it('[EDIT28] makes a link of an address pasted alone', async () => {
    const mail = 'voice@strathlorne.example'
    expect(await pasted('pasteText', mail)).toEqual([p(text(mail, { type: 'link', href: `mailto:${mail}` }))])
    const web = 'https://strathlorne.example/plan'
    expect(await pasted('pasteText', web)).toEqual([p(text(web, { type: 'link', href: web }))])
  })

  it('[EDIT29] keeps emoji whole when one is put beside, or in the place of, another that shares its half', async () => {
    await open(p('a😀b'))
    const put = async (offset: number, length: number, typed: string): Promise<void> => {
      await harness.page.evaluate(([offset, length]) => window.harness.caret('ada', 'a', offset, length), [
        offset,
        length,
      ] as const)
      await harness.page.keyboard.insertText(typed)
    }
    await put(1, 2, '😁')
    await put(1, 0, '😀')
    await put(3, 2, '🨁')
    await put(5, 0, '👍🏽👍')
    for (const who of ['ada', 'ben'] as const) expect((await read(who)).items).toEqual([p('a😀🨁👍🏽👍b')])
  })
})
