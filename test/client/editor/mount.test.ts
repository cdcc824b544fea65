import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentRoot, lineNames, nodeContents } from '../../../shared/plan/layout.ts'
import { nodesAround } from '../../support/arrangements.ts'
import { content, p, randomContent } from '../../support/content.ts'
import { createRandom, fuzzRuns, type Random } from '../../support/random.ts'
import { setHarness } from './harness/harness.ts'
import { sampleTemplate, stateOf } from './harness/sample.ts'

const harness = setHarness()

const make = (
  name: string,
  attributes: Record<string, unknown> = {},
  children: readonly (Y.XmlElement | Y.XmlText)[] = [],
) => {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  if (children.length > 0) made.insert(0, [...children])
  return made
}
const line = (text: string): Y.XmlElement => make('paragraph', {}, [new Y.XmlText(text)])

/** States no single writer makes, but merges do: emptied containers, doubled fields, lost attributes. */
const oddities: readonly (() => Y.XmlElement)[] = [
  () => make('bulletList'),
  () => make('orderedList', {}, [make('listItem')]),
  () => make('blockquote'),
  () => make('heading', {}, [new Y.XmlText('no level')]),
  () => make('heading', { level: 9 }, [new Y.XmlText('deep')]),
  () => make('table'),
  () => make('table', {}, [make('tableRow'), make('tableRow', {}, [make('tableCell')])]),
  () =>
    make('table', {}, [
      make('tableRow', {}, [make('tableHeader', {}, [line('a')]), make('tableHeader', {}, [line('b')])]),
      make('tableRow', {}, [make('tableCell', {}, [line('ragged')])]),
    ]),
  () => make('table', {}, [make('tableRow', {}, [make('tableCell', { colspan: 5, rowspan: 9 }, [line('wide')])])]),
  () => make('image'),
  () => make('image', { src: 'https://elsewhere.example/x.png', alt: 'x' }),
  () => make('paragraph', {}, [new Y.XmlText('one'), new Y.XmlText('two')]),
  () => make('paragraph', {}, [make('hardBreak'), make('hardBreak')]),
  () => make('planBlock'),
  () => make('planBlock', { id: 'x1', type: 'no-such-type' }, [make('proseField'), make('valueField')]),
  () =>
    make('planBlock', { id: 'x2', type: 'action', removed: { by: 'ada', at: 'now' } }, [
      make('proseField', { name: 'what' }, [line('first')]),
      make('proseField', { name: 'what' }, [line('second')]),
      make('valueField', { name: 'lead', value: ['not', 'a', 'body'] }),
    ]),
  () =>
    make('planBlock', { id: 'x3', type: 'indicator' }, [
      make('valueField', { name: 'name' }),
      make('proseField', { name: 'name' }, [line('not read')]),
      make('proseField', { name: '!bad' }, [line('not read either')]),
      make('valueField', { name: 'milestones', value: [{ at: '2027-03-31', value: 1 }] }),
    ]),
  () =>
    make('planBlock', { id: 'x4', type: 'resource' }, [
      make('valueField', { name: 'years', value: { 2026: 5, 2040: 1 } }),
    ]),
]

const mangle =
  (random: Random) =>
  (doc: Y.Doc): void => {
    const root = doc.getXmlFragment(contentRoot)
    for (let left = 1 + random.int(4); left > 0; left -= 1)
      root.insert(random.int(root.length + 1), [random.pick(oddities)()])
  }

describe('mounting', () => {
  it('[EDIT1] writes nothing when an editor opens any state a merge can leave', async () => {
    const each = oddities.map((oddity) =>
      stateOf(content(p('x')), (doc) => doc.getXmlFragment(contentRoot).push([oddity()])),
    )
    const random = Array.from({ length: fuzzRuns(60) }, (_, seed) =>
      stateOf(randomContent(createRandom(seed)), mangle(createRandom(seed))),
    )
    const reports = await harness.page.evaluate(({ template, states }) => window.harness.mountAll(template, states), {
      template: sampleTemplate(),
      states: [stateOf(content()), ...each, ...random],
    })
    const faulty = reports.flatMap((report, index) => (report.wrote || report.updates > 0 ? [index] : []))
    expect(faulty).toEqual([])
    expect(reports).toHaveLength(1 + each.length + random.length)
  }, 60_000)

  it('[EDIT1] writes nothing when it opens any node in any that the layout lets it stand in', async () => {
    const pairs = Object.entries(nodeContents).flatMap(([parent, names]) =>
      names.map((name) => [parent, () => make(name)] as const),
    )
    const lines = lineNames.map((parent) => [parent, () => new Y.XmlText('x')] as const)
    const states = [...pairs, ...lines].map(([parent, makeInner]) =>
      stateOf(content(p('x')), (doc) => {
        const around = nodesAround(parent)
        around.at(-1)?.insert(0, [makeInner(), makeInner()])
        doc.getXmlFragment(contentRoot).push(around.slice(0, 1))
      }),
    )
    const reports = await harness.page.evaluate(({ template, states }) => window.harness.mountAll(template, states), {
      template: sampleTemplate(),
      states,
    })
    expect(reports.map(({ wrote, updates }) => ({ wrote, updates }))).toEqual(
      states.map(() => ({ wrote: false, updates: 0 })),
    )
  }, 60_000)

  it('[EDIT2] counts places in the text as the plan does, on odd states too', async () => {
    const states = Array.from({ length: fuzzRuns(60) }, (_, seed) =>
      stateOf(randomContent(createRandom(seed + 1_000)), mangle(createRandom(seed + 1_000))),
    )
    const reports = await harness.page.evaluate(({ template, states }) => window.harness.mountAll(template, states), {
      template: sampleTemplate(),
      states,
    })
    expect(reports.flatMap((report, index) => (report.placesAgree ? [] : [index]))).toEqual([])
  }, 60_000)

  it('[EDIT3] keeps the page free of errors under a content policy without inline styles or unseen HTML', () => {
    expect(harness.complaints).toEqual([])
  })
})
