/**
 * The states a screen comes into seldom: nothing to show yet, a part that breaks, a session at its end, links that no
 * longer work, a page older than the server, a text that changed before it was signed. Real server, real browsers; one
 * browser reaches the server through a gate.
 */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import type { Me } from '../../shared/api/person.ts'
import { closeCode } from '../../shared/protocol.ts'
import { findAxeFaults, findSidewaysScroll } from '../support/audit.ts'
import { alter } from '../support/operator.ts'
import { signIn, type Person } from '../support/person.ts'
import { becomes, invite, isSaved, openEditor, says, sectionOf, sees, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const foreword = 'Foreword'
const callumsEmail = 'callum.reith@strathlorne.example'
const neilsEmail = 'neil.abercorn@strathlorne.example'

let morag: Person

const stage = setStage(async ({ enter }) => {
  morag = await enter('Morag Kinnaird')
})
const { enter, linkFor, open } = stage

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** What a machine finds wrong with the screen as it stands, at the width of a desk and of a telephone. */
const audit = async ({ page }: Person): Promise<readonly string[]> => {
  const wide = await findAxeFaults(page)
  await page.setViewportSize({ width: 360, height: 740 })
  const narrow = [...(await findAxeFaults(page)), ...(await findSidewaysScroll(page))]
  await page.setViewportSize({ width: 1280, height: 900 })
  return [...wide, ...narrow]
}

/** So many seconds from now, as the store writes moments. */
const inSeconds = (seconds: number, now = Date.now()): string => new Date(now + seconds * 1_000).toISOString()

/** Ends of all sessions of a person: without use, and in any case. Alike where they are the same number. */
const endSessions = (email: string, idleIn: number, finalIn: number): void => {
  const now = Date.now()
  alter(
    stage.app,
    `UPDATE sessions SET idle_ends_at = ?, ends_at = ?, last_seen_at = ?
      WHERE person_id = (SELECT id FROM people WHERE email = ?)`,
    inSeconds(idleIn, now),
    inSeconds(finalIn, now),
    inSeconds(-600, now),
    email,
  )
}

/**
 * Opens the help, which is no use of a session, and waits until the page knows when the session ends: then nothing is
 * under way any more that could make it longer, or tell the page another time.
 */
const rest = async ({ page, name }: Person): Promise<void> => {
  await page.goto(`${stage.app.url}/help`)
  await page.getByRole('link', { name, exact: true }).waitFor()
}

const warningOf = ({ page }: Person): Locator => page.getByRole('dialog', { name: words.plan.sessionEnds })

beforeEach(async () => {
  await morag.page.goto(stage.planUrl)
})

describe('states', () => {
  it('[PAGE44] says to someone who is in no plan what will bring them into one', async () => {
    const tom = await enter('Tom Orrock')
    tom.expectOutage(true)
    await morag.page.goto(`${stage.planUrl}/people`)
    await button(morag.page, words.people.removeOf('Sergeant Tom Orrock')).click()
    await morag.page.getByRole('dialog').getByRole('button', { name: words.people.remove, exact: true }).click()
    await says(tom, words.general.accessEnded)
    await tom.page.getByRole('link', { name: words.general.notFoundHome }).click()
    await says(tom, words.home.empty)
    await says(tom, words.home.emptySays)
    expect(await tom.page.getByRole('link', { name: words.home.newPlan }).count()).toBe(0)
    expect(await audit(tom)).toEqual([])
    await tom.page.goto(`${stage.app.url}/new`)
    await says(tom, words.newPlan.mayNot)
    expect(tom.errors).toEqual([])
  })

  it('[PAGE62] keeps the fields of a body in line beside a fault, which goes as its field is filled', async () => {
    const { page } = morag
    await page.goto(`${stage.app.url}/new`)
    await button(page, words.newPlan.start).click()
    const body = page.getByRole('group', { name: words.newPlan.bodyRow(1) })
    const fault = body.getByText(words.newPlan.missingName(1))
    await fault.waitFor()
    const bottoms = await body
      .locator('input[type=text], select')
      .evaluateAll((fields) => fields.map((field) => Math.round(field.getBoundingClientRect().bottom)))
    expect([bottoms.length, new Set(bottoms).size]).toEqual([3, 1])
    await body.getByLabel(words.newPlan.bodyName).pressSequentially('Glen Council')
    await fault.waitFor({ state: 'detached' })
    await body.getByText(words.newPlan.missingShort(1)).waitFor()
    // Neither the summary nor anything else takes the focus from who types.
    expect(await body.getByLabel(words.newPlan.bodyName).inputValue()).toBe('Glen Council')
    expect(await body.getByLabel(words.newPlan.bodyName).evaluate((field) => field === document.activeElement)).toBe(
      true,
    )
  })

  it('[PAGE62] takes the faults of an invitation and of a body away as they are mended, and the focus from nobody', async () => {
    const { page } = morag
    await page.goto(`${stage.planUrl}/people`)
    const invitation = page.getByRole('region', { name: words.people.invite })
    const email = invitation.getByLabel(words.people.email)
    const summary = page.getByRole('heading', { name: words.general.errorTitle })
    const hasFocus = (field: Locator): Promise<boolean> => field.evaluate((it) => it === document.activeElement)
    await button(page, words.people.inviteButton).click()
    await email.pressSequentially('ewan@forum')
    await becomes(() => invitation.getByText(words.people.missing.email).count(), 0)
    expect(await invitation.getByText(words.people.missing.name).count()).toBe(2)
    await invitation.getByLabel(words.people.name, { exact: true }).pressSequentially('Ewan Law')
    await summary.waitFor({ state: 'detached' })
    // The form takes this for an address, the server does not.
    morag.expectOutage(true)
    await button(page, words.people.inviteButton).click()
    await summary.waitFor()
    morag.expectOutage(false)
    expect(await email.getAttribute('aria-invalid')).toBe('true')
    await email.press('End')
    await email.pressSequentially('.example')
    await summary.waitFor({ state: 'detached' })
    expect([await email.getAttribute('aria-invalid'), await hasFocus(email)]).toEqual([null, true])
    expect(await invitation.getByRole('alert').count()).toBe(0)

    await button(page, words.people.addBody).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: words.general.save }).click()
    const short = dialog.getByLabel(words.people.shortName)
    await short.pressSequentially('Voices')
    await becomes(() => dialog.getByText(words.people.missing.bodyShort).count(), 0)
    expect(await dialog.getByText(words.people.missing.bodyName).count()).toBe(2)
    expect([await short.inputValue(), await hasFocus(short)]).toEqual(['Voices', true])
    await dialog.getByLabel(words.people.fullName).pressSequentially('Glen Voices')
    await summary.waitFor({ state: 'detached' })
    stage.expectClean()
  })

  it('[PAGE45] keeps what was not saved when a part of the page breaks, and goes on after a reload', async () => {
    const callum = await enter('Callum Reith', stage.far)
    const { page } = callum
    const text = await openEditor(page, foreword)
    await typeAt(callum, text.locator('p').first(), 'start', 'Saved before. ')
    await isSaved(callum)
    callum.expectOutage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'And not saved. ')
    await page.route('**/assets/CoveragePage-*.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'export default () => { throw new Error("Broken by the test") }',
      }),
    )
    await page.getByRole('link', { name: words.plan.coverage }).click()
    await page.getByRole('heading', { level: 1, name: words.errors.broken }).waitFor()
    await says(callum, /Your last changes to “.*Foreword.*” are not saved yet/)
    expect(await audit(callum)).toEqual([])
    stage.gate.open()
    await sees(morag, foreword, 'And not saved. Saved before.')
    await page.getByText(/Your last changes to/).waitFor({ state: 'hidden' })
    await page.unroute('**/assets/CoveragePage-*.js')
    await button(page, words.errors.reload).click()
    await page.getByRole('heading', { level: 1, name: words.checks.coverageTitle }).waitFor()
  })

  it('[PAGE51] asks for no scripts early while the server is away, and loads the editor once it is back', async () => {
    const callum = await open('Callum', stage.far)
    const { page } = callum
    const connected = page.waitForEvent('websocket')
    await signIn(callum, await linkFor('Callum Reith'))
    const socket = await connected
    // Whether it closes in order or fails makes no difference.
    const cut = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    callum.expectOutage(true)
    stage.gate.shut()
    await cut
    const edit = sectionOf(page, foreword).getByRole('button', { name: /^Edit section/ })
    await edit.hover()
    await edit.focus()
    stage.gate.open()
    await openEditor(page, foreword)
  })

  it('[PAGE51] says in its place that a part cannot be had, goes on beside it, and has it after a try or a reload', async () => {
    const fiona = await enter('Fiona Garvie', stage.far)
    const { page } = fiona
    const section = sectionOf(page, foreword)
    await says(fiona, words.plan.hereCount(1))
    fiona.expectOutage(true)
    stage.gate.shut()
    await section.getByText(words.sections.guidance, { exact: true }).click()
    await section.getByText(words.errors.partAway).waitFor()
    expect(await audit(fiona)).toEqual([])
    await page.getByRole('link', { name: words.plan.coverage }).click()
    await page.getByRole('heading', { level: 1, name: words.errors.screenMissing }).waitFor()
    expect(await audit(fiona)).toEqual([])
    await page.goBack()
    stage.gate.open()
    await section.getByText(words.sections.guidance, { exact: true }).click()
    // A browser that remembers what it could not get is told so by a try while the server is there.
    const hasCome = section.getByText(/Leave facts and figures to the chapters/)
    const isGone = section.getByRole('button', { name: words.errors.reload })
    const tryAgain = section.getByRole('button', { name: words.general.tryAgain })
    await becomes(async () => {
      if (await tryAgain.isVisible()) await tryAgain.click()
      return hasCome.or(isGone).isVisible()
    }, true)
    if (await isGone.isVisible()) {
      await isGone.click()
      await section.getByText(words.sections.guidance, { exact: true }).click()
    }
    await hasCome.waitFor()
  })

  it('[PAGE51] shows the plan where what connects it cannot be loaded, says so, and connects after a reload', async () => {
    const callum = await open('Callum')
    const { page } = callum
    callum.expectOutage(true)
    await page.route('**/assets/open-session-*.js', (route) => route.abort())
    await signIn(callum, await linkFor('Callum Reith'))
    const banner = page.getByRole('alert').filter({ hasText: words.save.notConnected })
    await banner.waitFor()
    await sectionOf(page, foreword).getByText('We thank the').waitFor()
    expect(await audit(callum)).toEqual([])
    await page.unroute('**/assets/open-session-*.js')
    await banner.getByRole('button', { name: words.errors.reload }).click()
    await says(callum, words.plan.hereCount(1))
    expect(await banner.count()).toBe(0)
  })

  it('[PAGE35] asks before a session ends, can be closed, and goes on when told to', async () => {
    const neil = await enter('Neil Abercorn')
    const warning = warningOf(neil)
    await rest(neil)
    endSessions(neilsEmail, 110, 40_000)
    await rest(neil)
    await warning.waitFor()
    await neil.page.keyboard.press('Escape')
    await warning.waitFor({ state: 'detached' })
    await rest(neil)
    await warning.getByRole('button', { name: words.plan.sessionExtend }).click()
    await warning.waitFor({ state: 'detached' })
    const me = (await (await neil.context.request.get(`${stage.app.url}/api/me`)).json()) as Me
    expect(Date.parse(me.sessionEndsAt ?? '')).toBeGreaterThan(Date.parse(inSeconds(3_000)))
    expect(neil.errors).toEqual([])
  })

  it('[PAGE35] learns that a session was made longer in another window, before and while it warns', async () => {
    const neil = await enter('Neil Abercorn')
    const { page, context, errors } = neil
    const warning = warningOf(neil)
    const useElsewhere = async (): Promise<void> => {
      const other = await context.newPage()
      await other.goto(stage.planUrl)
      await sectionOf(other, foreword).waitFor()
      await other.close()
    }
    await page.clock.install()
    await rest(neil)
    endSessions(neilsEmail, 3_000, 40_000)
    await rest(neil)
    await useElsewhere()
    // The warning is due by what this page knows; it asks first, and hears that there is time.
    const answered = page.waitForResponse('**/api/me')
    await page.clock.fastForward('48:30')
    await (await answered).finished()
    await page.clock.runFor(1_000)
    expect(await warning.count()).toBe(0)
    endSessions(neilsEmail, 110, 40_000)
    await rest(neil)
    await warning.waitFor()
    await useElsewhere()
    await page.clock.runFor(10_000)
    await warning.waitFor({ state: 'detached' })
    expect(errors).toEqual([])
  })

  it('[PAGE35] goes by the server’s clock where the computer’s is wrong', async () => {
    const neil = await enter('Neil Abercorn')
    const { page } = neil
    await page.clock.install({ time: Date.now() + 2 * 3_600_000 })
    await rest(neil)
    endSessions(neilsEmail, 3_600, 40_000)
    let asked = 0
    page.on('request', (request) => (asked += request.url().endsWith('/api/me') ? 1 : 0))
    await rest(neil)
    // No answer is on its way, which would tell the page the server's time anew: its clock can be moved.
    await page.clock.runFor(1_000)
    expect(await warningOf(neil).count()).toBe(0)
    await page.clock.fastForward('58:30')
    await warningOf(neil).waitFor()
    expect(asked).toBeLessThan(5)
    stage.expectClean()
  })

  it('[PAGE46] keeps what was typed when a session ends for good, and goes on once one is signed in again', async () => {
    const callum = await enter('Callum Reith', stage.far)
    const { page } = callum
    endSessions(callumsEmail, 110, 110)
    await page.reload()
    const warning = warningOf(callum)
    await warning.getByRole('button', { name: words.plan.sessionExtend }).click()
    await warning.waitFor({ state: 'detached' })
    await page.getByText(words.plan.sessionLast).waitFor({ state: 'attached' })
    const text = await openEditor(page, foreword)
    await button(page, words.comments.onPlanButton).click()
    await page.getByLabel(words.comments.text).fill('Half a thought')
    callum.expectOutage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await says(callum, words.comments.needsConnection)
    await typeAt(callum, text.locator('p').first(), 'start', 'Past the end. ')
    endSessions(callumsEmail, -1, -1)
    stage.gate.open()
    await page.getByRole('heading', { level: 1, name: words.general.signedOut }).waitFor()
    expect(await sectionOf(page, foreword).isVisible()).toBe(false)
    const copy = page.getByRole('region', { name: /Some of your changes to “.*Foreword.*” are not in the plan/ })
    await copy.waitFor()
    expect(await audit(callum)).toEqual([])

    const tab = callum.context.waitForEvent('page')
    await page.getByRole('link', { name: words.general.signInAgain }).click()
    await (await tab).getByLabel(words.entry.email).waitFor()
    await signIn({ ...callum, page: await tab }, await linkFor('Callum Reith'))
    await page.bringToFront()
    await button(page, words.general.signedInAgain).click()
    await sectionOf(page, foreword).waitFor()
    expect(await page.getByLabel(words.comments.text).inputValue()).toBe('Half a thought')
    await copy.waitFor()
    await button(page, words.comments.post).click()
    await page.locator('[role=comment]').filter({ hasText: 'Half a thought' }).first().waitFor()
    const again = await openEditor(page, foreword)
    expect(await again.textContent()).not.toContain('Past the end.')
    await typeAt(callum, again.locator('p').first(), 'start', 'Back again. ')
    await sees(morag, foreword, 'Back again.')
  })

  it('[PPL11] says that a link is too old, and what to do next', async () => {
    const late = await open('Late')
    late.expectOutage(true)
    const link = await linkFor('Fiona Garvie')
    alter(stage.app, 'UPDATE sign_in_links SET expires_at = ?', inSeconds(-60))
    await late.page.goto(link)
    await button(late.page, words.entry.tokenButton).click()
    await late.page.getByRole('heading', { name: words.entry.tokenSpentTitle }).waitFor()
    await says(late, words.entry.tokenSpent)
    expect(await audit(late)).toEqual([])
    await button(late.page, words.entry.sendLink).click()
    await late.page.getByLabel(words.entry.email).waitFor()

    await morag.page.goto(`${stage.planUrl}/people`)
    const una = {
      name: 'Una Breck',
      email: 'una@strathlorne.example',
      body: 'Strathlorne Council',
      role: 'Drafter',
    } as const
    const invitation = await invite(morag, una)
    alter(stage.app, 'UPDATE invitations SET expires_at = ?', inSeconds(-60))
    await late.page.goto(invitation)
    await says(late, words.entry.joinBroken)
    expect(await button(late.page, words.entry.join).count()).toBe(0)
    expect(await audit(late)).toEqual([])
    expect(late.errors).toEqual([])
  })

  it('[ROOM51] [PAGE34] stops a page older than the server, keeps what it had, and asks to reload', async () => {
    const callum = await open('Callum', stage.far)
    // What an old page does: it asks for rooms with the version of the editor it was loaded with, here 0, whichever way.
    await callum.context.addInitScript(() => {
      const age = (parcel: unknown): void => {
        if (!Object.hasOwn(window, 'isOld') || !(parcel instanceof Uint8Array)) return
        const read = new TextDecoder('latin1').decode(parcel)
        for (const { index } of read.matchAll(/editor=(?=\d)/g)) parcel[index + 'editor='.length] = 48
      }
      const { fetch } = window
      const { send } = WebSocket.prototype
      window.fetch = (input, init) => {
        age(init?.body)
        return fetch(input, init)
      }
      WebSocket.prototype.send = function (parcel) {
        age(parcel)
        send.call(this, parcel)
      }
    })
    await signIn(callum, await linkFor('Callum Reith'))
    const text = await openEditor(callum.page, foreword)
    callum.expectOutage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'From an old page. ')
    await callum.page.evaluate(() => void Object.assign(window, { isOld: true }))
    stage.gate.open()
    const { says: reason, act } = words.save.ends[closeCode.reloadPage] ?? { says: '', act: '' }
    const banner = callum.page.getByRole('alert').filter({ hasText: reason }).first()
    await banner.waitFor()
    expect(await banner.innerText()).toContain(act)
    const copy = callum.page.getByRole('region', { name: /Some of your changes to “.*Foreword.*” are not in the plan/ })
    await copy.waitFor()
    await becomes(() => sectionOf(callum.page, foreword).getByRole('textbox').count(), 0)
    expect(await sectionOf(callum.page, foreword).getByText(reason).count()).toBe(1)
    expect(await callum.page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    expect(await findAxeFaults(callum.page)).toEqual([])
    await button(callum.page, words.save.copyText).click()
    await button(callum.page, words.save.discardCopy).click()
    await banner.getByRole('button', { name: words.errors.reload }).click()
    await openEditor(callum.page, foreword)
    expect(await sectionOf(callum.page, foreword).textContent()).not.toContain('From an old page.')
  })

  it('[PAGE16] [SIGN3] signs nothing when the text has changed, and shows the difference first', async () => {
    const iain = await enter('Iain Dalbeith')
    const callum = await enter('Callum Reith')
    const title = 'Our vision'
    await sectionOf(iain.page, title)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await iain.page.getByRole('heading', { name: words.signOff.formTitle }).waitFor()
    const text = await openEditor(callum.page, title)
    await typeAt(callum, text.locator('p').first(), 'start', 'Put in meanwhile. ')
    await isSaved(callum)
    iain.expectOutage(true)
    const sign = iain.page.getByRole('button', { name: /^Sign off section/ })
    await sign.click()
    const changes = iain.page.getByRole('alert').filter({ hasText: words.signOff.changedTitle })
    await changes.waitFor()
    expect(await changes.locator('ins').first().innerText()).toContain('Put in meanwhile.')
    await becomes(() => changes.evaluate((element) => element === document.activeElement), true)
    expect(await audit(iain)).toEqual([])
    expect(await iain.page.getByText(/^Put in meanwhile\./).count()).toBeGreaterThan(0)
    expect(await text.isVisible()).toBe(true)
    await sign.click()
    await button(iain.page, words.signOff.reopen).waitFor()
    await text.waitFor({ state: 'detached' })
    await callum.page.goto(iain.page.url())
    await says(callum, words.signOff.textTitleRead)
    expect(await callum.page.getByText(words.signOff.textTitle).count()).toBe(0)
    expect([...iain.errors, ...callum.errors]).toEqual([])
  })

  it('[SIGN11] lets nobody sign before what speaks against it is shown, or cannot be had', async () => {
    const iain = await enter('Iain Dalbeith')
    const { page } = iain
    const isLate = Promise.withResolvers<void>()
    await page.route('**/findings', async (route) => {
      await isLate.promise
      await route.continue()
    })
    const asked = page.waitForRequest('**/findings')
    await sectionOf(page, 'Who we are')
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await asked
    await says(iain, words.signOff.textTitle)
    const sign = page.getByRole('button', { name: /^Sign off section/ })
    expect(await sign.count()).toBe(0)
    isLate.resolve()
    await sign.waitFor()
    const against = page.getByRole('heading', { name: words.signOff.blocking })
    expect(await against.isVisible()).toBe(true)

    await page.unroute('**/findings')
    iain.expectOutage(true)
    await page.route('**/findings', (route) => route.abort())
    await page.reload()
    await sign.waitFor()
    const statement = page.getByLabel(words.signOff.statement)
    await statement.fill('Half a statement')
    expect(await against.count()).toBe(0)
    await page.unroute('**/findings')
    await page.getByRole('region', { name: words.signOff.openTitle }).getByRole('button').click()
    await against.waitFor()
    expect(await statement.inputValue()).toBe('Half a statement')
    expect(iain.errors).toEqual([])
  })
})
