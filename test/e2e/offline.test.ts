/**
 * Writing without a connection, in real browsers: copies of a plan on the device, closed browsers and laptops, and what
 * becomes of words that the plan can no longer take. The people here reach the server through a gate.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { graceMs } from '../../client/plan/lost-rooms.ts'
import { editorWords } from '../../client/editor/words.ts'
import { words } from '../../client/words/en.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { closeCode } from '../../shared/protocol.ts'
import { findAxeFaults } from '../support/audit.ts'
import { launchProfile } from '../support/chromium.ts'
import { copiesIn, keepCopy } from '../support/device.ts'
import { alter, operate } from '../support/operator.ts'
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

/** Drafter of the health board, always connected; sees what the others send. */
let eilidh: Person

const stage = setStage(async ({ enter }) => {
  eilidh = await enter('Eilidh Struan')
})
const { enter, linkFor, openIn } = stage

/** A browser whose profile outlives it: started on the same folder again, it has what it stored. */
const startBrowser = async (folder: string): Promise<BrowserContext> => {
  const context = await launchProfile(folder, stage.gate.flags)
  stage.atEnd(() => context.close())
  return context
}

const newProfile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-profile-'))
  stage.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every session's time is over, as after an hour in which nobody did anything. */
const endAllIdleSessions = (): void => alter(stage.app, `UPDATE sessions SET idle_ends_at = '2020-01-01T00:00:00.000Z'`)

/** The browser refuses to store a change, as it does when the disk is full. */
const fillDisk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { add } = IDBObjectStore.prototype
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('The disk is full', 'QuotaExceededError')
    }
    Object.assign(window, { clearDisk: () => void (IDBObjectStore.prototype.add = add) })
  })

const clearDisk = (page: Page): Promise<void> => page.evaluate('clearDisk()')

const cutOff = async (person: Person): Promise<void> => {
  stage.outage(true)
  stage.gate.shut()
  await says(person, /Not connected/)
}

/** Callum, in a browser of his own, has a copy and writes something that is not sent. */
const leaveUnsent = async (title: string, typed: string): Promise<{ folder: string; browser: BrowserContext }> => {
  const folder = newProfile()
  const browser = await startBrowser(folder)
  const callum = await openIn(browser, 'Callum')
  await signIn(callum, await linkFor('Callum Reith'))
  await callum.page.goto(stage.planUrl)
  await keepCopy(callum)
  const text = await openEditor(callum.page, title)
  await cutOff(callum)
  await typeAt(callum, text.locator('p').first(), 'start', typed)
  await says(callum, words.save.offline(typed.length, true))
  return { folder, browser }
}

describe('a copy on the device', () => {
  it('[COPY1] is off until a person asks for it, says what it does and holds, and is removed at once', async () => {
    const callum = await enter('Callum Reith', stage.far)
    expect(await copiesIn(callum.page)).toEqual([])
    await keepCopy(callum)
    expect(await copiesIn(callum.page)).toHaveLength(1)
    await callum.page.getByRole('button', { name: words.copy.buttonOn }).click()
    const dialog = callum.page.getByRole('dialog', { name: words.copy.title })
    expect(await dialog.innerText()).toContain(words.copy.warning)
    expect(await findAxeFaults(callum.page)).toEqual([])
    await dialog.getByRole('button', { name: words.copy.remove }).click()
    await dialog.getByRole('button', { name: words.copy.turnOn }).waitFor()
    expect(await copiesIn(callum.page)).toEqual([])
    stage.expectClean()
  })

  it('[COPY2] brings what was not sent when the browser was closed, without its section being opened', async () => {
    const title = 'How we measure and report'
    const { folder, browser } = await leaveUnsent(title, 'Kept over night. ')
    await browser.close()
    stage.gate.open()

    const again = await openIn(await startBrowser(folder), 'Callum again')
    await again.page.goto(stage.planUrl)
    await says(again, words.save.onDevice(17))
    await signIn(again, await linkFor('Callum Reith'))
    await says(again, /Your changes from your last visit are saved/)
    await sees(eilidh, title, 'Kept over night.')
    expect((await sectionOf(eilidh.page, title).textContent())?.split('Kept over night.')).toHaveLength(2)
    // The server has them: a third visit brings nothing.
    await again.page.reload()
    await sees(again, title, 'Kept over night.')
    expect(await again.page.getByTestId('brought').count()).toBe(0)
  })

  it('[COPY2] keeps what another window wrote, however much one writes and saves in this one', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    const second = await openIn(callum.context, 'Callum, second window')
    await second.page.goto(stage.planUrl)
    const text = await openEditor(callum.page, title)
    const other = await openEditor(second.page, title)
    await cutOff(callum)
    await typeAt(second, other.locator('p').first(), 'start', 'Second window. ')
    await says(second, words.save.offline(15, true))
    const much = 'So much that what is stored is gathered. '.repeat(7)
    await callum.page.bringToFront()
    await typeAt(callum, text.locator('p').first(), 'start', much)
    await says(callum, words.save.offline(much.length, true))
    await second.page.close()
    stage.gate.open()
    await isSaved(callum)
    await sees(eilidh, title, much.trim())
    const again = await openIn(callum.context, 'Callum again')
    await again.page.goto(stage.planUrl)
    await sees(eilidh, title, 'Second window.')
    expect((await sectionOf(eilidh.page, title).textContent())?.split('Second window.')).toHaveLength(2)
  })

  it('[COPY3] lets two people write an hour in one section without a connection, and sign in again to send it', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    const morag = await enter('Morag Kinnaird', stage.far)
    const texts: Locator[] = []
    for (const person of [callum, morag]) {
      await person.page.clock.install()
      await person.page.reload()
      await keepCopy(person)
      texts.push(await openEditor(person.page, title))
    }
    await cutOff(callum)
    await says(morag, /Not connected/)
    for (const [index, person] of [callum, morag].entries()) {
      const line = texts[index]?.locator('p').first()
      if (line === undefined) throw new Error('No text to write in')
      await typeAt(person, line, 'start', `${person.name} began. `)
      await person.page.clock.fastForward(3_600_000)
      // It cannot be asked to go on without a connection, and keeps nobody from writing.
      await person.page.getByRole('dialog', { name: words.plan.sessionEnds }).waitFor()
      await person.page.keyboard.press('Escape')
      await typeAt(person, line, 'start', `${person.name} ended. `)
    }
    endAllIdleSessions()
    stage.gate.open()
    for (const person of [callum, morag]) {
      await says(person, words.general.signedOut)
      await signIn(person, await linkFor(person.name))
      await says(person, /Your changes from your last visit are saved/)
    }
    await signIn(eilidh, await linkFor('Eilidh Struan'))
    await eilidh.page.goto(stage.planUrl)
    const lineOf = async ({ page }: Person): Promise<string> =>
      (await sectionOf(page, title).locator('p', { hasText: 'Callum Reith began.' }).first().textContent()) ?? ''
    for (const said of [
      'Callum Reith began. ',
      'Callum Reith ended. ',
      'Morag Kinnaird began. ',
      'Morag Kinnaird ended. ',
    ]) {
      await sees(eilidh, title, said)
      expect((await lineOf(eilidh)).split(said)).toHaveLength(2)
    }
    const seen = await lineOf(eilidh)
    await becomes(() => lineOf(callum), seen)
    await becomes(() => lineOf(morag), seen)
  })

  it('[COPY4] is removed when its owner signs out, here or from elsewhere, and when another person signs in', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    await callum.page.goto(`${stage.app.url}/account`)
    await callum.page.getByRole('button', { name: words.general.signOut, exact: true }).click()
    await callum.page.waitForURL(/sign-in/)
    expect(await copiesIn(callum.page)).toEqual([])

    await signIn(callum, await linkFor('Callum Reith'))
    await callum.page.goto(stage.planUrl)
    await keepCopy(callum)
    const there = await enter('Callum Reith', stage.near)
    await there.page.goto(`${stage.app.url}/account`)
    await there.page.getByRole('button', { name: words.account.everywhere }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: words.account.everywhere }).click()
    await there.page.waitForURL(/sign-in/)
    await says(callum, words.general.signedOut)
    await becomes(() => copiesIn(callum.page), [])

    await signIn(callum, await linkFor('Callum Reith'))
    await callum.page.goto(stage.planUrl)
    await keepCopy(callum)
    await signIn(callum, await linkFor('Morag Kinnaird'))
    await becomes(() => copiesIn(callum.page), [])
  })

  it('[COPY5] offers what a signed section no longer takes, again after the browser was closed, until it is put away', async () => {
    const title = 'The plan on one page'
    const { folder, browser } = await leaveUnsent(title, 'Too late. ')
    const iain = await enter('Iain Dalbeith', stage.near)
    await sectionOf(iain.page, title)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await iain.page.getByRole('button', { name: /^Sign off .* as / }).click()
    await says(eilidh, /The plan on one page.*has been signed off|Signed off by Iain Dalbeith/)
    const signed = await sectionOf(eilidh.page, title).textContent()
    await browser.close()
    stage.gate.open()

    const again = await openIn(await startBrowser(folder), 'Callum again')
    await signIn(again, await linkFor('Callum Reith'))
    const notice = rescueOf(again, title)
    await notice.waitFor()
    expect(await notice.innerText()).toContain('Iain Dalbeith signed the section off')
    expect(await findAxeFaults(again.page)).toEqual([])
    await again.page.reload()
    await notice.waitFor()
    await sees(again, title, 'Signed off by Iain Dalbeith')
    expect(await sectionOf(again.page, title).textContent()).not.toContain('Too late.')

    await notice.getByRole('button', { name: words.save.discardNow }).click()
    await again.page
      .getByRole('dialog', { name: words.save.discardTitle })
      .getByRole('button', { name: words.general.cancel })
      .click()
    await notice.getByRole('button', { name: words.save.postComment }).click()
    await notice.getByText(words.save.commentPosted).waitFor()
    await notice.getByRole('button', { name: words.save.discardCopy }).click()
    await notice.waitFor({ state: 'detached' })
    const comment = again.page.locator('[role=comment]').filter({ hasText: words.save.commentBegins })
    await comment.first().waitFor()
    expect(await comment.first().innerText()).toContain('Too late.')
    await again.page.reload()
    await sees(again, title, 'Signed off by Iain Dalbeith')
    expect(await notice.count()).toBe(0)
    expect(await sectionOf(eilidh.page, title).textContent()).not.toContain('Too late.')
    expect(signed).not.toContain('Too late.')
  })
})

describe('two windows that the browser opens at once', () => {
  it('[COPY11] offer one text of what a signed section no longer takes, until one of them puts it away', async () => {
    const title = 'Who we are'
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    const text = await openEditor(callum.page, title)
    await cutOff(callum)
    await typeAt(callum, text.locator('p').first(), 'start', 'Too late. ')
    await says(callum, words.save.offline(10, true))
    await callum.page.close()
    const iain = await enter('Iain Dalbeith', stage.near)
    await sectionOf(iain.page, title)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await iain.page.getByRole('button', { name: /^Sign off .* as / }).click()
    await says(eilidh, /Signed off by Iain Dalbeith/)
    stage.gate.open()
    const windows = [await openIn(callum.context, 'Callum, one'), await openIn(callum.context, 'Callum, two')]
    await Promise.all(windows.map(({ page }) => page.goto(stage.planUrl)))
    const countAll = async (): Promise<number> => {
      const counts = await Promise.all(windows.map((window) => rescueOf(window, title).count()))
      return counts.reduce((sum, count) => sum + count, 0)
    }
    await becomes(countAll, 1)
    // By then another window would have offered it, too.
    await callum.page
      .context()
      .pages()[0]
      ?.waitForTimeout(3 * graceMs)
    expect(await countAll()).toBe(1)
    for (const { page } of windows) await page.reload()
    await becomes(countAll, 2)
    const [one, two] = windows.map((window) => rescueOf(window, title))
    await one?.getByRole('button', { name: words.save.downloadText }).click()
    await one?.getByRole('button', { name: words.save.discardCopy }).click()
    await two?.waitFor({ state: 'detached' })
    expect(await countAll()).toBe(0)
  })
})

describe('a closed laptop', () => {
  it('[COPY7] comes back after an hour, says truly what is saved, and both texts are one', async () => {
    const title = 'Foreword'
    const callum = await enter('Callum Reith', stage.far)
    await callum.page.clock.install()
    await callum.page.reload()
    const text = await openEditor(callum.page, title)
    const line = text.locator('p').first()
    await typeAt(callum, line, 'start', 'Before closing. ')
    await isSaved(callum)
    await cutOff(callum)
    await typeAt(callum, line, 'start', 'In the last second. ')
    const devtools = await callum.context.newCDPSession(callum.page)
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    const other = await openEditor(eilidh.page, title)
    await typeAt(eilidh, other.locator('p').first(), 'end', ' Written meanwhile.')
    await isSaved(eilidh)
    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
    await callum.page.clock.fastForward(3_600_000)
    await becomes(() => saving(callum), words.save.offline(20))
    stage.gate.open()
    await callum.page.clock.fastForward('00:10')
    await isSaved(callum)
    await sees(eilidh, title, 'In the last second. Before closing.')
    await sees(callum, title, 'Written meanwhile.')
    const paragraphOf = async ({ page }: Person): Promise<string> =>
      (await sectionOf(page, title).getByRole('textbox').locator('p').first().innerText()).trim()
    await becomes(() => paragraphOf(callum), await paragraphOf(eilidh))
    stage.outage(false)
    stage.expectClean()
  })
})

describe('a copy without a connection', () => {
  it('[COPY8] opens a section that was not open before, and sends what was written in it', async () => {
    const [near, far] = ['Our vision', 'How we measure and report']
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    await openEditor(callum.page, near)
    await cutOff(callum)
    const text = await openEditor(callum.page, far)
    await typeAt(callum, text.locator('p').first(), 'start', 'Written from the copy. ')
    await says(callum, words.save.offline(23, true))
    stage.gate.open()
    await isSaved(callum)
    await sees(eilidh, far, 'Written from the copy.')
    expect((await sectionOf(eilidh.page, far).textContent())?.split('Written from the copy.')).toHaveLength(2)
    stage.outage(false)
    stage.expectClean()
  })

  it('[PAGE19] shows the server’s newer words where a section cannot be entered, and lets one write all the same', async () => {
    const title = 'Getting it right for every child'
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    await callum.page.goto('about:blank')
    const text = await openEditor(eilidh.page, title)
    await typeAt(eilidh, text.locator('p').first(), 'start', 'Newer than the copy. ')
    await isSaved(eilidh)
    const readings = async (): Promise<string> =>
      (await callum.context.request.get(`${stage.planUrl.replace('/plans/', '/api/plans/')}/readings`)).text()
    await becomes(async () => (await readings()).includes('Newer than the copy.'), true)
    callum.expectOutage(true)
    await callum.page.routeWebSocket(/\/sync/, (socket) => socket.close())
    await callum.page.route('**/api/carriers', (route) => route.abort())
    await callum.page.goto(stage.planUrl)
    await says(callum, words.plan.cutOff)
    await openEditor(callum.page, title)
    const done = sectionOf(callum.page, title).getByRole('button', { name: editorWords.done })
    await done.click()
    await sees(callum, title, 'Newer than the copy.')
    const own = await openEditor(callum.page, title)
    await typeAt(callum, own.locator('p').first(), 'start', 'Written here. ')
    await says(callum, words.save.offline(14, true))
    await done.click()
    await sees(callum, title, 'Written here.')
    await callum.page.unrouteAll()
  })

  it('[COPY9] says when there is no more room, and stores again once there is', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    await keepCopy(callum)
    const text = await openEditor(callum.page, title)
    const line = text.locator('p').first()
    await cutOff(callum)
    await fillDisk(callum.page)
    await typeAt(callum, line, 'start', 'No room. ')
    await callum.page.getByRole('button', { name: words.copy.buttonFault }).click()
    const dialog = callum.page.getByRole('dialog', { name: words.copy.title })
    await dialog.getByText(words.copy.faults.full).waitFor()
    await dialog.getByRole('button', { name: words.general.close }).last().click()
    await says(callum, words.save.offline(9))
    await clearDisk(callum.page)
    await typeAt(callum, line, 'start', 'Room again. ')
    await says(callum, words.save.offline(21, true))
    await callum.page.close()
    stage.gate.open()
    const again = await openIn(callum.context, 'Callum again')
    await again.page.goto(stage.planUrl)
    await says(again, /Your changes from your last visit are saved/)
    await sees(eilidh, title, 'Room again. No room. ')
    expect(callum.errors).toEqual([])
  })

  it('[COPY6] offers who was removed from the plan what had not been sent, and then nothing is left of the copy', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    const morag = await enter('Morag Kinnaird', stage.near)
    await keepCopy(callum)
    const text = await openEditor(callum.page, title)
    await cutOff(callum)
    await typeAt(callum, text.locator('p').first(), 'start', 'Not a member any more. ')
    await says(callum, words.save.offline(23, true))
    const planId = new URL(stage.planUrl).pathname.split('/')[2] ?? ''
    const plan = (await (await morag.context.request.get(`${stage.app.url}/api/plans/${planId}`)).json()) as PlanView
    const memberId = plan.members.find(({ name }) => name === 'Callum Reith')?.id ?? ''
    const removed = await morag.context.request.delete(`${stage.app.url}/api/plans/${planId}/members/${memberId}`, {
      headers: { origin: stage.app.url, 'content-type': 'application/json' },
    })
    expect(removed.status()).toBe(204)
    stage.gate.open()
    await says(callum, words.general.accessEnded)
    // Titled as the copy knew it, since the plan can no longer be asked.
    const notice = callum.page.getByRole('region', { name: /Our vision.*not in the plan/ })
    await notice.waitFor()
    expect(await notice.innerText()).toContain(words.save.lostPlan)
    await callum.page.reload()
    await notice.waitFor()
    expect(await copied(callum, notice)).toContain('Not a member any more. ')
    await notice.getByRole('button', { name: words.save.discardCopy }).click()
    await notice.waitFor({ state: 'detached' })
    await callum.page.goto(`${stage.app.url}/account`)
    await becomes(() => copiesIn(callum.page), [])
    expect(await sectionOf(eilidh.page, title).textContent()).not.toContain('Not a member any more.')
  })

  it('[COPY10] merges nothing into a plan that was restored meanwhile, and offers it as text', async () => {
    const title = 'Our vision'
    const backup = join(stage.app.dataFolder, 'before.backup')
    operate(stage.app, 'backup', backup)
    const morag = await enter('Morag Kinnaird', stage.far)
    await keepCopy(morag)
    const text = await openEditor(morag.page, title)
    await cutOff(morag)
    await typeAt(morag, text.locator('p').first(), 'start', 'Before the restore. ')
    await says(morag, words.save.offline(20, true))
    await morag.page.close()
    await stage.app.stop()
    operate(stage.app, 'restore', backup)
    await stage.restart()
    stage.gate.open()
    const again = await openIn(morag.context, 'Morag again')
    again.expectOutage(true)
    // The address she has kept; the restore has ended her session.
    await again.page.goto(stage.planUrl)
    await again.page.waitForURL(/sign-in/)
    await again.page.getByText(words.save.onDevice(20)).waitFor()
    await signIn(again, await linkFor('Morag Kinnaird'))
    const notice = rescueOf(again, 'Our vision and values')
    await notice.waitFor()
    expect(await notice.innerText()).toContain(words.save.ends[closeCode.generationChanged]?.says)
    await again.page.reload()
    await notice.waitFor()
    const editor = await openEditor(again.page, title)
    expect(await editor.innerText()).not.toContain('Before the restore.')
    expect(await copied(again, notice)).toContain('Before the restore.')
  })
})
