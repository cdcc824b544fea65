/**
 * Two people write in one paragraph, one of them behind a proxy that blocks WebSockets: refuses them, lets them hang,
 * or breaks them off. Real server, real browsers, and a proxy in front of one of them.
 */
import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import { launchChromium } from '../support/chromium.ts'
import type { Person } from '../support/person.ts'
import { openProxy, type Proxy, type Treatment } from '../support/proxy.ts'
import { becomes, isSaved, openEditor, saving, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

let proxy: Proxy
/** Drafter of the council, behind the proxy. */
let callum: Person
/** Drafter of the health board, in the open. */
let eilidh: Person
/** Coordinator, through the gate. */
let morag: Person

const stage = setStage(async ({ app, enter, far, whenStruck }) => {
  proxy = await openProxy(app.url)
  const browser = await launchChromium(proxy.flags)
  whenStruck(async () => {
    await browser.close()
    await proxy.close()
  })
  callum = await enter('Callum Reith', browser)
  eilidh = await enter('Eilidh Struan')
  morag = await enter('Morag Kinnaird', far)
})

beforeEach(() => stage.outage(true))

const open = async (person: Person, title: string): Promise<Locator> => {
  await person.page.goto(stage.planUrl)
  return openEditor(person.page, title)
}

const textOf = async (person: Person, title: string): Promise<string> =>
  (await sectionOf(person.page, title).locator('.section-text p').first().textContent()) ?? ''

const typed = (person: Person, text: Locator, letters: string): Promise<void> =>
  typeAt(person, text.locator('p').first(), 'start', letters)

const agree = (one: Person, other: Person, title: string): Promise<void> =>
  becomes(async () => (await textOf(one, title)) === (await textOf(other, title)), true, 30_000)

/** Each of these stands in the paragraph once, with its letters together. */
const expectOnce = async (person: Person, title: string, sought: readonly string[]): Promise<void> => {
  const text = await textOf(person, title)
  expect(sought.map((word) => text.split(word).length - 1)).toEqual(sought.map(() => 1))
}

const pieces = (): number => proxy.passed(/^\/api\/carriers\/.+\/pieces\//)

describe('behind a proxy that blocks WebSockets', () => {
  it.each<[Treatment]>([[403], ['hangs'], ['dies']])(
    '[WIRE19] (%s) the page is connected all the same, and both write in one paragraph',
    async (treatment) => {
      const title = 'Foreword'
      proxy.treat(treatment)
      await callum.page.goto(stage.planUrl)
      const sent = pieces()
      const far = await openEditor(callum.page, title)
      const near = await open(eilidh, title)
      await Promise.all([typed(callum, far, `far-${treatment} `), typed(eilidh, near, `near-${treatment} `)])
      await agree(callum, eilidh, title)
      await isSaved(callum)
      expect(await textOf(eilidh, title)).toMatch(/far|near/)
      expect([proxy.openSockets(), pieces() > sent]).toEqual([0, true])
    },
  )

  it('[WIRE16] [WIRE20] what it says is saved survives kill -9; it comes back, and to its WebSocket when it may', async () => {
    const title = 'Our vision'
    proxy.treat(502)
    const far = await open(callum, title)
    const near = await open(eilidh, title)
    await typed(callum, far, 'Saved before. ')
    await isSaved(callum)
    await stage.app.kill()
    await becomes(() => saving(callum), words.save.offline(0), 30_000)
    await callum.page.keyboard.type('Typed in the dark. ')
    await becomes(async () => (await saving(callum)).startsWith(words.save.offline(0).slice(0, 10)), true)
    expect(await saving(callum)).not.toContain('Saved')
    await stage.restart()
    await isSaved(callum)
    await agree(callum, eilidh, title)
    await expectOnce(eilidh, title, ['Saved before. ', 'Typed in the dark. '])
    expect(proxy.openSockets()).toBe(0)

    proxy.treat('passes')
    await callum.page.evaluate(() => void window.dispatchEvent(new Event('online')))
    // What is typed before the page has left the stream goes by the stream.
    await becomes(async () => [proxy.openSockets(), proxy.openStreams()], [1, 0], 30_000)
    const sent = pieces()
    await typed(callum, far, 'By socket. ')
    await typed(eilidh, near, 'So it is. ')
    await isSaved(callum)
    await agree(callum, eilidh, title)
    await expectOnce(eilidh, title, ['By socket. ', 'So it is. ', 'Saved before. '])
    expect([proxy.openSockets(), pieces()]).toEqual([1, sent])
  })

  it('[WIRE17] [WIRE20] changing ways in mid-word loses, doubles and disorders no letter', async () => {
    const title = 'Who we are'
    proxy.treat('passes')
    const far = await open(callum, title)
    await open(eilidh, title)
    await typed(callum, far, '|')
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
    for (const [at, letter] of [...letters].entries()) {
      await callum.page.keyboard.type(letter)
      if (at === 9) proxy.treat(403)
      if (at === 24) {
        await becomes(async () => pieces() > 0 && (await saving(callum)).startsWith('Saved'), true, 30_000)
        proxy.treat('passes')
        await callum.page.evaluate(() => void window.dispatchEvent(new Event('online')))
      }
      await callum.page.waitForTimeout(30)
    }
    await becomes(async () => proxy.openSockets(), 1, 30_000)
    await isSaved(callum)
    await agree(callum, eilidh, title)
    await expectOnce(eilidh, title, [`|${letters}`])
  })
})

describe('a network that is cut', () => {
  it('[WIRE12] [WIRE13] in mid-word loses and doubles nothing, and both come to the same words', async () => {
    const title = 'The context'
    const mine = await open(morag, title)
    const theirs = await open(eilidh, title)
    await typed(morag, mine, '|')
    await isSaved(morag)
    for (const letter of 'prolonged') {
      await morag.page.keyboard.type(letter)
      if (letter === 'l') stage.gate.shut()
    }
    await typed(eilidh, theirs, 'Meanwhile: ')
    await becomes(() => saving(morag).then((says) => says.startsWith('Saved')), false)
    stage.gate.open()
    await isSaved(morag)
    await agree(morag, eilidh, title)
    await expectOnce(eilidh, title, ['|prolonged', 'Meanwhile: '])
  })
})
