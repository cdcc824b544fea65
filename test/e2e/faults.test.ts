/**
 * What people see and keep when something breaks: the server goes away, the network does, the disk does not write, a
 * section is signed or an account signed out while words are unsent. Real server, real browsers; one browser reaches
 * the server through a gate.
 */
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { words } from '../../client/words/en.ts'
import type { Reading } from '../../shared/api/sections.ts'
import { closeCode, EDITOR_VERSION } from '../../shared/protocol.ts'
import { findAxeFaults } from '../support/audit.ts'
import { content, p } from '../support/content.ts'
import { alter, openDatabase, operate } from '../support/operator.ts'
import { signIn, type Person } from '../support/person.ts'
import {
  becomes,
  copied,
  isSaved,
  openEditor,
  rescueOf,
  saving,
  says,
  sectionOf,
  sees,
  typeAt,
} from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

/** Drafter of the council, through the gate. */
let callum: Person
/** Drafter of the health board. */
let eilidh: Person

const stage = setStage(async ({ enter, far }) => {
  callum = await enter('Callum Reith', far)
  eilidh = await enter('Eilidh Struan')
})
const { enter, linkFor, outage } = stage

const writes = async (person: Person, title: string, typed: string): Promise<Locator> => {
  const text = await openEditor(person.page, title)
  await typeAt(person, text.locator('p').first(), 'start', typed)
  return text
}

beforeEach(async () => {
  await Promise.all([callum, eilidh].map(({ page }) => page.goto(stage.planUrl)))
})

describe('faults', () => {
  it('[PAGE3] says that the server is away, and comes back by itself with nothing lost', async () => {
    const title = 'Foreword'
    const text = await writes(callum, title, 'Before the stop. ')
    await sees(eilidh, title, 'Before the stop.')
    outage(true)
    await stage.app.stop()
    await becomes(() => saving(callum), words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'During it. ')
    await becomes(async () => (await saving(callum)).startsWith(words.save.offline(0)), true)
    await stage.restart()
    await sees(eilidh, title, 'During it. Before the stop.')
    await isSaved(callum)
    outage(false)
    stage.expectClean()
  })

  it('[PAGE19] shows what was written last, also when an older answer comes after it', async () => {
    const title = 'Foreword'
    const isOld = Promise.withResolvers<void>()
    await says(callum, words.plan.hereCount(1))
    await sectionOf(callum.page, title).locator('p').nth(2).waitFor()
    const last = callum.page.getByRole('navigation', { name: words.plan.outline }).getByRole('link').last()
    const lastId = (await last.getAttribute('href'))?.split('/').at(-1)
    // The plan's words, asked for on coming back, take long on the way; one section's words overtake them. The answer
    // has news of the last section, by which one sees that it has come.
    await callum.page.route('**/readings', async (route) => {
      const response = await route.fetch()
      const readings = (await response.json()) as readonly Reading[]
      const json = readings.map((reading) =>
        reading.sectionId === lastId
          ? { ...reading, seq: reading.seq + 1, content: content(p('Late news.')) }
          : reading,
      )
      await isOld.promise
      await route.fulfill({ response, json })
    })
    outage(true)
    stage.gate.shut()
    await says(callum, words.plan.cutOff)
    const asked = callum.page.waitForRequest('**/readings')
    stage.gate.open()
    await asked
    outage(false)
    await writes(eilidh, title, 'Overtaking. ')
    await sees(callum, title, 'Overtaking.')
    isOld.resolve()
    await callum.page.getByText('Late news.').waitFor({ state: 'attached' })
    expect(await sectionOf(callum.page, title).textContent()).toContain('Overtaking.')
    await callum.page.unroute('**/readings')
    stage.expectClean()
  })

  it('[PAGE4] shows a bar after half a minute offline, and asks before the page with unsaved words is closed', async () => {
    const title = 'Foreword'
    const callum = await enter('Callum Reith', stage.far)
    await callum.page.clock.install()
    await callum.page.goto(stage.planUrl)
    const text = await openEditor(callum.page, title)
    outage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await callum.page.clock.fastForward(31_000)
    await says(callum, words.save.offlineBar(false))
    await typeAt(callum, text.locator('p').first(), 'start', 'Unsent. ')
    const asked = callum.page.waitForEvent('dialog')
    // Never ends: the page asks first, and is told to stay.
    void callum.page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    stage.gate.open()
    await sees(eilidh, title, 'Unsent.')
    await callum.page.getByText(words.save.offlineBar(false)).waitFor({ state: 'hidden' })
    outage(false)
    stage.expectClean()
  })

  it('[PAGE31] keeps unsent words when their author goes to another screen of Còmhla', async () => {
    const title = 'Our vision'
    const text = await openEditor(callum.page, title)
    outage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'Left behind. ')
    await callum.page.getByRole('link', { name: words.general.home }).first().click()
    await callum.page.waitForURL((url) => url.pathname === '/')
    stage.gate.open()
    await sees(eilidh, title, 'Left behind.')
    outage(false)
    stage.expectClean()
  })

  it('[PAGE17] offers unsent words as a copy when the section was signed meanwhile, and merges nothing', async () => {
    const title = 'The plan on one page'
    const iain = await enter('Iain Dalbeith')
    const text = await openEditor(callum.page, title)
    outage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'Too late. ')
    await sectionOf(iain.page, title)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await iain.page.getByRole('button', { name: /^Sign off .* as / }).click()
    await says(eilidh, /The plan on one page.*has been signed off|Signed off by Iain Dalbeith/)
    stage.gate.open()
    const notice = rescueOf(callum, title)
    await notice.waitFor()
    expect(await notice.innerText()).toContain('Iain Dalbeith signed the section off')
    expect(await copied(callum, notice)).toContain('Too late.')
    await becomes(() => sectionOf(callum.page, title).getByRole('button', { name: /^Edit/ }).count(), 0)
    outage(false)
    await callum.page.reload()
    await sees(callum, title, 'Signed off by Iain Dalbeith')
    expect(await sectionOf(callum.page, title).textContent()).not.toContain('Too late.')
    expect(await sectionOf(eilidh.page, title).textContent()).not.toContain('Too late.')
    stage.expectClean()
  })

  it('[PAGE32] says that one is signed out elsewhere, and offers what was not saved as a copy', async () => {
    const title = 'Who we are'
    const there = await enter('Callum Reith')
    const text = await openEditor(callum.page, title)
    outage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'Unsent at sign-out. ')
    await there.page.goto(`${stage.app.url}/account`)
    await there.page.getByRole('button', { name: words.account.everywhere }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: words.account.everywhere }).click()
    await there.page.waitForURL(/sign-in/)
    stage.gate.open()
    await says(callum, words.general.signedOut)
    const notice = rescueOf(callum, title)
    await notice.waitFor()
    expect(await copied(callum, notice)).toContain('Unsent at sign-out.')
    await sees(eilidh, title, title)
    expect(await sectionOf(eilidh.page, title).textContent()).not.toContain('Unsent at sign-out.')
    await signIn(callum, await linkFor('Callum Reith'))
    outage(false)
  })

  it('[ROOM6] says that the disk does not write, and saves by itself once it does', async () => {
    const title = 'The context'
    const text = await writes(callum, title, 'Written. ')
    await isSaved(callum)
    const other = openDatabase(stage.app)
    other.exec('BEGIN EXCLUSIVE')
    await typeAt(callum, text.locator('p').first(), 'start', 'Not on disk. ')
    await says(callum, words.save.notSaved)
    other.exec('ROLLBACK')
    other.close()
    await isSaved(callum)
    await callum.page.getByText(words.save.notSaved).waitFor({ state: 'hidden' })
    await sees(eilidh, title, 'Not on disk. Written.')
    stage.expectClean()
  })

  it('[PAGE33] [PAGE34] offers what a restored plan no longer has as a copy, and merges nothing', async () => {
    const title = "Children's rights"
    const backup = join(stage.app.dataFolder, 'backup.db')
    operate(stage.app, 'backup', backup)
    const far = await enter('Callum Reith', stage.far)
    const text = await writes(far, title, 'After the backup. ')
    await isSaved(far)
    outage(true)
    stage.gate.shut()
    await says(far, words.save.offline(0))
    await typeAt(far, text.locator('p').first(), 'start', 'And cut off. ')
    await stage.app.stop()
    operate(stage.app, 'restore', backup)
    await stage.restart()
    const token = new URL(await linkFor('Callum Reith')).hash.slice(1)
    // Past the gate: their session is there again before their page is.
    const back = await far.context.request.post(`${stage.app.url}/api/sign-in`, {
      data: { token },
      headers: { origin: stage.app.url },
    })
    expect(back.status()).toBe(200)
    stage.gate.open()
    const notice = rescueOf(far, title)
    await notice.waitFor()
    expect(await notice.innerText()).toContain(words.save.ends[closeCode.generationChanged]?.says)
    expect(await copied(far, notice)).toContain('And cut off. After the backup.')
    await becomes(() => sectionOf(far.page, title).getByRole('textbox').count(), 0)
    await notice.getByRole('button', { name: words.save.discardCopy }).click()
    await far.page.reload()
    await sectionOf(far.page, title).locator('p').first().waitFor()
    await openEditor(far.page, title)
    expect(await sectionOf(far.page, title).textContent()).not.toContain('After the backup.')
    outage(false)
  })

  it('[ROOM51] tells a page of an older program to reload, in a code of its own', async () => {
    const { token } = JSON.parse(operate(stage.app, 'token', 'eilidh.struan@strathlorne.example', '--json')) as {
      token: string
    }
    const closedWith = (room: string, editor: number): Promise<number> =>
      new Promise((resolve, reject) => {
        const address = `${stage.app.url.replace('http', 'ws')}/sync/${room}?editor=${editor}`
        const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } })
        socket.on('close', resolve)
        socket.on('error', reject)
      })
    expect(await closedWith(`plans/${stage.planUrl.split('/')[4] ?? ''}`, EDITOR_VERSION - 1)).toBe(
      closeCode.reloadPage,
    )
    expect(words.save.ends[closeCode.reloadPage]?.act).toContain('Reload')
    expect(await closedWith('plans/a%2Fsections%2Fb', EDITOR_VERSION)).toBe(closeCode.noSuchRoom)
  })

  it('[HTTP3] [HTTP6] answers what is malformed or too long, shows no file but its own pages, and goes on', async () => {
    const { port } = new URL(stage.app.url)
    /** The answer to bytes sent as they are: its status, or that it is the page. */
    const statusOf = (bytes: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
        socket.once('data', (data) => {
          const answer = data.toString()
          resolve(/content-type: text\/html/i.test(answer) ? 'page' : (answer.split(' ')[1] ?? ''))
          socket.destroy()
        })
        socket.on('error', reject)
      })
    const get = (path: string, more = ''): Promise<string> =>
      statusOf(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`)
    const post = (body: string, length = body.length): Promise<string> =>
      statusOf(
        `POST /api/sign-in HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${stage.app.url}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
      )
    expect({
      longHeader: await get('/', `X-Long: ${'a'.repeat(20_000)}\r\n`),
      notHttp: await statusOf('nonsense\r\n\r\n'),
      up: await get('/../../package.json'),
      encodedUp: await get('/assets/%2e%2e%2f%2e%2e%2fpackage.json'),
      apiTwiceSlashed: await get('//api/me'),
      apiEncoded: await get('/api/plans/a%2Fmembers'),
      brokenEncoding: await get('/api/plans/%E0%A4%A'),
      brokenJson: await post('{"token":'),
      wrongType: await post('{"token":7}'),
      tooLong: await post(JSON.stringify({ token: 'a'.repeat(300_000) })),
      announcedTooLong: await post('{', 5_000_000),
      health: await get('/healthz'),
    }).toEqual({
      longHeader: '431',
      notHttp: '400',
      up: 'page',
      encodedUp: 'page',
      apiTwiceSlashed: 'page',
      apiEncoded: '401',
      brokenEncoding: '401',
      brokenJson: '400',
      wrongType: '400',
      tooLong: '413',
      announcedTooLong: '413',
      health: '200',
    })
  })

  it('[ROOM19] [PAGE34] says which section is damaged, and lets one write in the others', async () => {
    const title = 'Words we use'
    const callum = await enter('Callum Reith')
    const eilidh = await enter('Eilidh Struan')
    const text = await openEditor(callum.page, 'Foreword')
    const outline = eilidh.page.getByRole('navigation', { name: words.plan.outline })
    const address = (await outline.getByRole('link', { name: title }).getAttribute('href')) ?? ''
    const room = address.slice(1)
    outage(true)
    await stage.app.stop()
    // As a failing disk does: one byte too many, with no snapshot to make up for it.
    alter(stage.app, 'DELETE FROM snapshots WHERE room = ?', room)
    alter(stage.app, "UPDATE updates SET bytes = bytes || x'01' WHERE room = ?", room)
    await stage.restart()
    await eilidh.page.goto(`${stage.app.url}${address}`)
    const { says: reason, act } = words.save.ends[closeCode.damaged] ?? { says: '', act: '' }
    const banner = eilidh.page.getByRole('alert').filter({ hasText: reason })
    await banner.waitFor()
    for (const sought of [title, act]) expect(await banner.innerText()).toContain(sought)
    expect(await findAxeFaults(eilidh.page)).toEqual([])
    await typeAt(callum, text.locator('p').first(), 'start', 'Beside the damage. ')
    await isSaved(callum)
    await sees(eilidh, 'Foreword', 'Beside the damage.')
    outage(false)
    expect([...callum.errors, ...eilidh.errors]).toEqual([])
  })
})
