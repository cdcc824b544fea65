/** What a colleague's change does to the editor of someone else. */
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../shared/plan/model.ts'
import { block, h, p, ul } from '../../support/content.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()
const { open } = harness

const benTypes = (words: string, typed: string): Promise<void> =>
  harness.page.evaluate(([words, typed]) => window.harness.insert('ben', words, 0, typed), [words, typed] as const)
const lines = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => p(`Line ${index + 1} of the section.`))

describe('a change of a colleague', { timeout: 60_000 }, () => {
  it.each([1, 2, 3, 4])('[EDIT31] shows the shared text after whatever two people do, seed %i', async (seed) => {
    await open(h(3, 'Aims'), ...lines(4), ul('One', 'Two'), block('action', 'a1', { what: [p('Do it')] }), p('End'))
    const report = await harness.page.evaluate((seed) => window.harness.scramble(seed, 150), seed)
    expect(report.differences).toEqual([])
    expect(Object.keys(report.done).sort()).toEqual(['bold', 'drop', 'move', 'split', 'turn', 'type', 'undo'])
  })

  it('[EDIT31] draws only the line it falls in', async () => {
    await open(...lines(3), block('action', 'a1', { what: [p('Do it')] }), ul('One', 'Two'))
    const drawn = await harness.page.evaluate(async () => {
      const changed = new Set<string>()
      const note = ({ target }: MutationRecord): void => {
        const element = target instanceof Element ? target : target.parentElement
        changed.add(element?.closest('p')?.textContent ?? String(element?.className))
      }
      const text = document.querySelector('#ada .section-text')
      const observer = new MutationObserver((records) => records.forEach(note))
      if (text) observer.observe(text, { subtree: true, childList: true, characterData: true, attributes: true })
      const nodesBefore = window.harness.nodes('ada')
      window.harness.insert('ben', 'Line 2', 0, 'New ')
      await new Promise(requestAnimationFrame)
      observer.disconnect()
      const nodes = window.harness.nodes('ada')
      return { changed: [...changed], kept: nodes.map((node, index) => node === nodesBefore[index]) }
    })
    expect(drawn).toEqual({ changed: ['New Line 2 of the section.'], kept: [true, false, true, true, true] })
  })

  it('[EDIT38] draws the others’ carets where they are, also when only the caret moves', async () => {
    await open(...lines(3))
    const caretOf = (): Promise<string | undefined> =>
      harness.page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
        const [caret, ...more] = document.querySelectorAll('#ben .remote-caret')
        if (more.length > 0) return 'more than one'
        const name = caret?.getAttribute('data-name')
        const before = caret?.previousSibling?.textContent
        return `${name} after ${before}`
      })
    const seen: (string | undefined)[] = []
    for (const act of [
      () => window.harness.caret('ada', 'Line 2', 4),
      () => window.harness.caret('ada', 'Line 3', 6),
      () => window.harness.insert('ben', 'Line 3', 0, 'Own '),
      () => window.harness.insert('ada', 'Line 3', 0, 'And '),
    ]) {
      await harness.page.evaluate(act)
      seen.push(await caretOf())
    }
    const ada = 'Ada Reid · NHS Strathlorne after'
    expect(seen).toEqual([`${ada} Line`, `${ada} Line 3`, `${ada} Own Line 3`, `${ada} Own And Line 3`])
  })

  const noNumber = { valueOf: 0, toString: 0 }
  const nowhere = { item: { client: 5, clock: 9 } }
  it.each([
    ['no object', 7],
    ['no places', {}],
    ['places that name nothing', { anchor: {}, head: {} }],
    ['a place that is none', { anchor: { item: { client: 'a', clock: null } }, head: nowhere }],
    ['a place that is not there yet', { anchor: nowhere, head: nowhere }],
    ['a text of another name', { anchor: { tname: 'other' }, head: { tname: 'other' } }],
    ['a side that is none', { anchor: { tname: 'content', assoc: noNumber }, head: { tname: 'content' } }],
  ])('[EDIT40] comes in, whatever anybody says of their caret: %s', async (_, cursor) => {
    await open(...lines(2))
    const before = harness.complaints.length
    await harness.page.evaluate((cursor) => window.harness.claimCaret('ada', cursor), cursor)
    await benTypes('Line 1', 'Ben ')
    await harness.caret('Ben Line 1', 0)
    await harness.type('Ada ')
    expect((await harness.read('ben')).items[0]).toEqual(p('Ada Ben Line 1 of the section.'))
    expect(harness.complaints.slice(before)).toEqual([])
  })

  it('[EDIT40] comes in beside carets at every place there is, and at none', async () => {
    await open(...lines(2), ul('One', 'Two'), block('action', 'a1', { what: [p('Do it')] }))
    await benTypes('Line 2', 'Ben ')
    await harness.page.evaluate(() => window.harness.claimAllCarets('ada'))
    await benTypes('Line 1', 'Ben ')
    expect((await harness.read()).items[0]).toEqual(p('Ben Line 1 of the section.'))
    expect(await harness.page.textContent('#ada .section-text > p')).toContain('Ben Line 1')
  })

  it('[EDIT38] tells the room of one’s own caret when it moves, not with each letter of a colleague', async () => {
    await open(...lines(3))
    const told = await harness.page.evaluate(async () => {
      const counts: number[] = []
      const count = async (act: () => void): Promise<void> => {
        const before = window.harness.told('ada')
        act()
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
        counts.push(window.harness.told('ada') - before)
      }
      await count(() => window.harness.caret('ada', 'Line 2', 4))
      await count(() => window.harness.insert('ben', 'Line 1', 0, 'x'))
      await count(() => window.harness.insert('ben', 'Line 2', 0, 'x'))
      await count(() => window.harness.caret('ada', 'Line 3', 4))
      return counts
    })
    expect(told.map((count) => count > 0)).toEqual([true, false, false, true])
  })

  it('[EDIT36] leaves the caret where a key has just moved it, before the browser has told of the move', async () => {
    await open(p('Another line'), p('Alpha beta gamma'))
    const moveAnd = (change: 'colleague' | 'comment'): Promise<void> =>
      harness.page.evaluate((change) => {
        window.harness.caret('ada', 'gamma', 3)
        document.getSelection()?.modify('move', 'backward', 'lineboundary')
        if (change === 'colleague') window.harness.insert('ben', 'beta', 0, 'x')
        else window.harness.highlight('ada', { start: 0, end: 5 })
      }, change)
    await moveAnd('colleague')
    await harness.page.keyboard.type('1')
    await moveAnd('comment')
    await harness.page.keyboard.type('2')
    expect((await harness.page.evaluate(() => window.harness.content('ada'))).items).toEqual([
      p('Another line'),
      p('21Alpha xbeta gamma'),
    ])
  })

  it('[EDIT32] leaves the page where it is, wherever the caret stands', async () => {
    await harness.page.setViewportSize({ width: 1280, height: 600 })
    await open(...lines(60))
    await harness.page.evaluate(() => window.harness.caret('ada', 'Line 30 of', 2))
    /** Under the bars at the top, where the editor would not leave the caret of its own accord. */
    const before = await harness.page.evaluate(() => {
      const line = document.querySelector('#ada .section-text > p:nth-child(30)')
      window.scrollBy(0, (line?.getBoundingClientRect().top ?? 0) - 20)
      return window.scrollY
    })
    expect(before).toBeGreaterThan(100)
    for (const words of ['Line 35', 'Line 60', 'Line 31']) await benTypes(words, 'x')
    expect(await harness.page.evaluate(() => window.scrollY)).toBe(before)
    await harness.page.keyboard.type('y')
    expect(await harness.page.evaluate(() => window.scrollY)).toBeLessThan(before)
  })
})
