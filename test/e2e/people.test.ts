/**
 * Who may do what, while pages are open: invitations, roles in single sections, changes of rights that reach people in
 * the middle of writing, sessions and tokens ended from elsewhere. Real server, real browser.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { words } from '../../client/words/en.ts'
import { closeCode } from '../../shared/protocol.ts'
import { findAxeFaults, findSidewaysScroll } from '../support/audit.ts'
import { signIn, type Person } from '../support/person.ts'
import { becomes, invite, join, openEditor, rescueOf, says, sectionOf, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const vision = 'Our vision and values'
const council = 'Strathlorne Council'

let morag: Person

const stage = setStage(async ({ enter }) => {
  morag = await enter('Morag Kinnaird')
})
const { enter, open } = stage

const changeRole = async (name: string, role: string): Promise<void> => {
  const { page } = morag
  await page.goto(`${stage.planUrl}/people`)
  await page.getByRole('button', { name: words.people.changeOf(name) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.people.role, { exact: true }).selectOption({ label: role })
  await dialog.getByRole('button', { name: words.general.save }).click()
}

const editButtons = (person: Person) => person.page.getByRole('button', { name: /^Edit section/ })

describe('people', () => {
  it('[PPL3] lets an invitation work once, and says plainly when it does not', async () => {
    await morag.page.goto(`${stage.planUrl}/people`)
    const invited = { name: 'Jean Ross', email: 'jean@glen.example', body: council, role: 'Drafter' } as const
    const link = await invite(morag, invited)
    const jean = await open('Jean Ross')
    await join(jean, link)
    const late = await open('Late')
    late.expectOutage(true)
    await late.page.goto(link)
    await says(late, words.entry.joinBroken)
    expect(await late.page.getByRole('heading', { level: 1 }).innerText()).toBe(words.entry.joinBrokenTitle)
    expect(await late.page.getByRole('button', { name: words.entry.join }).count()).toBe(0)
    const revoked = await invite(morag, { ...invited, name: 'Ron Hay', email: 'ron@glen.example' })
    const withdraw = morag.page.getByRole('button', { name: words.people.withdrawOf('Ron Hay') })
    await withdraw.click()
    await withdraw.waitFor({ state: 'detached' })
    await late.page.goto('about:blank')
    await late.page.goto(revoked)
    await says(late, words.entry.joinBroken)
    stage.expectClean()
  })

  it('[PPL20] asks whoever is invited with an account to sign in to it, and lets nobody else into it', async () => {
    await morag.page.goto(`${stage.planUrl}/people`)
    const invited = { name: 'Ada Lyon', email: 'ada@glen.example', body: council, role: 'Reader' } as const
    const ada = await open('Ada Lyon')
    await join(ada, await invite(morag, invited))
    ada.expectOutage(true)
    const remove = morag.page.getByRole('button', { name: words.people.removeOf('Ada Lyon') })
    await remove.click()
    await morag.page.getByRole('dialog').getByRole('button', { name: words.people.remove, exact: true }).click()
    await remove.waitFor({ state: 'detached' })
    const link = await invite(morag, invited)
    const stranger = await open('Stranger')
    stranger.expectOutage(true)
    await stranger.page.goto(link)
    await stranger.page.getByRole('button', { name: words.entry.join }).click()
    await stranger.page.getByRole('link', { name: words.entry.joinSignIn }).waitFor()
    await join(ada, link)
    stage.expectClean()
  })

  it('[PPL11] says what to do when a link to sign in was used before', async () => {
    const link = await stage.linkFor('Neil Abercorn')
    await signIn(await open('Neil Abercorn'), link)
    const again = await open('Neil again')
    again.expectOutage(true)
    await again.page.goto(link)
    await again.page.getByRole('button', { name: words.entry.tokenButton }).click()
    await says(again, words.entry.tokenSpent)
    await again.page.getByRole('button', { name: words.entry.sendLink }).click()
    await again.page.getByLabel(words.entry.email).waitFor()
    stage.expectClean()
  })

  it('[PAGE43] loads the editor for who may write once the page rests, and never for who only reads', async () => {
    const manifest = JSON.parse(readFileSync('client/dist/manifest.json', 'utf8')) as Record<string, { file: string }>
    const file = manifest['editor/SectionEditor.tsx']?.file ?? 'no editor'
    const hasLoaded = ({ page }: Person): Promise<boolean> =>
      page.evaluate((file) => performance.getEntriesByType('resource').some(({ name }) => name.endsWith(file)), file)
    await morag.page.goto(`${stage.planUrl}/people`)
    const link = await invite(morag, { name: 'Una Reid', email: 'una@glen.example', body: council, role: 'Reader' })
    const reader = await open('Una Reid')
    await join(reader, link)
    await sectionOf(reader.page, vision).waitFor()
    await morag.page.goto(stage.planUrl)
    await becomes(() => hasLoaded(morag), true)
    expect(await hasLoaded(reader)).toBe(false)
    stage.expectClean()
  })

  it('[PPL7] lets a commenter write the one section they have a role in, and a reader comment nowhere', async () => {
    const fiona = await enter('Fiona Garvie')
    const hamish = await enter('Councillor Hamish Pollard')
    await sectionOf(fiona.page, vision).waitFor()
    expect(await editButtons(fiona).count()).toBe(0)
    await morag.page.goto(`${stage.planUrl}/people`)
    const perSection = morag.page.getByRole('columnheader', { name: words.people.inSections, includeHidden: true })
    expect(await perSection.count()).toBe(0)
    await morag.page.getByRole('button', { name: words.people.sectionRolesOf('Fiona Garvie') }).click()
    const dialog = morag.page.getByRole('dialog')
    const choice = dialog.getByLabel(words.people.section, { exact: true })
    const option = await choice.locator('option').filter({ hasText: vision }).innerText()
    await choice.selectOption({ label: option })
    await dialog.getByLabel(words.people.role, { exact: true }).selectOption({ label: 'Drafter' })
    await dialog.getByRole('button', { name: words.people.setRole }).click()
    await becomes(() => perSection.count(), 1)
    await becomes(() => editButtons(fiona).count(), 1)
    const text = await openEditor(fiona.page, vision)
    await typeAt(fiona, text.locator('p').first(), 'start', 'From the forum. ')
    await becomes(
      async () => ((await sectionOf(hamish.page, vision).textContent()) ?? '').includes('From the forum.'),
      true,
    )
    expect(await hamish.page.getByRole('button', { name: /^Comment|^Reply$|^Edit section/ }).count()).toBe(0)
    await dialog.getByRole('button', { name: words.people.sectionRoleRemove(vision) }).click()
    await says(fiona, words.sections.readOnlyNow(vision))
    await becomes(() => fiona.page.getByRole('textbox', { name: new RegExp(vision) }).count(), 0)
    stage.expectClean()
  })

  it('[PAGE53] says why one cannot go on writing until one can again, and keeps what was not saved', async () => {
    const callum = await enter('Callum Reith', stage.far)
    const reason = sectionOf(callum.page, vision).getByText(words.sections.readOnlyNow(vision))
    const text = await openEditor(callum.page, vision)
    stage.outage(true)
    stage.gate.shut()
    await says(callum, words.save.offline(0))
    await typeAt(callum, text.locator('p').first(), 'start', 'Not sent. ')
    await changeRole('Callum Reith', 'Reader')
    stage.gate.open()
    await reason.waitFor()
    await rescueOf(callum, vision).waitFor()
    await changeRole('Callum Reith', 'Drafter')
    await sectionOf(callum.page, vision)
      .getByRole('button', { name: /^Edit section/ })
      .waitFor()
    await reason.waitFor({ state: 'detached' })
    expect(await rescueOf(callum, vision).count()).toBe(1)
    await sectionOf(callum.page, vision).getByRole('button', { name: words.save.goToCopy }).waitFor()
    await changeRole('Callum Reith', 'Reader')
    await becomes(() => editButtons(callum).count(), 0)
    expect(await reason.count()).toBe(0)
    await changeRole('Callum Reith', 'Drafter')
    stage.outage(false)
    stage.expectClean()
  })

  it('[PPL6] closes the editor of someone whose role changes, and the plan of someone removed', async () => {
    const callum = await enter('Callum Reith')
    await openEditor(callum.page, vision)
    await changeRole('Callum Reith', 'Reader')
    await says(callum, words.sections.readOnlyNow(vision))
    await becomes(() => editButtons(callum).count(), 0)
    await changeRole('Callum Reith', 'Drafter')
    const text = await openEditor(callum.page, vision)
    await typeAt(callum, text.locator('p').first(), 'start', 'Last words. ')
    await callum.page.getByText(/^Saved/).waitFor()
    callum.expectOutage(true)
    await morag.page.getByRole('button', { name: words.people.removeOf('Callum Reith') }).click()
    await morag.page.getByRole('dialog').getByRole('button', { name: words.people.remove, exact: true }).click()
    await says(callum, words.general.accessEnded)
    expect(await callum.page.getByText('Last words.').count()).toBe(0)
    await callum.page.reload()
    await says(callum, words.general.notFound)
    stage.expectClean()
  })

  it('[A11Y12] folds the tables of people, sessions and tokens on a narrow screen, buttons in sight', async () => {
    const { page } = morag
    /** Tables whose rows do not fit, or that are no tables any more to who hears them. */
    const unfolded = async (): Promise<readonly string[]> => {
      await page.setViewportSize({ width: 320, height: 700 })
      const tooWide = await page.evaluate(() =>
        [...document.querySelectorAll('table')]
          .filter((table) => table.getBoundingClientRect().right > innerWidth || table.offsetWidth < 200)
          .map((table) => table.getAttribute('aria-label') ?? 'a table'),
      )
      const spoken = await page.getByRole('table').getByRole('row').count()
      const faults = [...tooWide, ...(await findAxeFaults(page)), ...(await findSidewaysScroll(page))]
      await page.setViewportSize({ width: 1280, height: 900 })
      return spoken > 0 ? faults : [...faults, 'no rows are spoken']
    }
    await page.goto(`${stage.planUrl}/people`)
    await invite(morag, { name: 'Ewan Moir', email: 'ewan@glen.example', body: council, role: 'Drafter' })
    await page.getByRole('table', { name: words.people.invitations }).waitFor()
    await becomes(unfolded, [])
    await page.goto(`${stage.app.url}/account`)
    await page.getByLabel(words.account.tokenLabel).fill('yearly figures')
    await page.getByRole('button', { name: words.account.tokenCreate }).click()
    await page.getByRole('table', { name: words.account.tokensList }).waitFor()
    await becomes(unfolded, [])
  })

  it('[A11Y12] folds the review criteria on a narrow screen, evidence and gaps in sight', async () => {
    const { page } = morag
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`${stage.planUrl}/coverage`)
    const criteria = page.getByRole('table', { name: words.checks.cockpitTitle })
    await criteria.waitFor()
    expect(await criteria.evaluate((table) => table.getBoundingClientRect().right <= innerWidth)).toBe(true)
    const heads = await criteria
      .locator('tbody tr')
      .first()
      .locator('td')
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content))
    expect(heads).toEqual(['none', `"${words.checks.evidence}: "`, `"${words.checks.missing}: "`])
    expect(await criteria.getByRole('row').count()).toBeGreaterThan(10)
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('[PPL5] [PPL22] keeps the last coordinator, and says what becomes of the invitations of one who is that no longer', async () => {
    morag.expectOutage(true)
    await changeRole('Morag Kinnaird', 'Reader')
    const dialog = morag.page.getByRole('dialog')
    await dialog.getByText(words.people.invitationsEnd).waitFor()
    const alert = dialog.getByRole('alert')
    expect(await alert.innerText()).toMatch(/coordinator/i)
    await morag.page.keyboard.press('Escape')
    morag.expectOutage(false)
  })

  it('[PPL13] ends what is open in other browsers when someone signs out everywhere', async () => {
    const tom = await enter('Sergeant Tom Orrock')
    const link = await tom.page.evaluate(async () => (await (await fetch('/api/me')).json()) as { person: object })
    expect(link.person).toMatchObject({ name: 'Sergeant Tom Orrock' })
    const cookies = await tom.context.cookies()
    const other = await open('Tom elsewhere')
    await other.context.addCookies(cookies)
    await other.page.goto(stage.planUrl)
    await sectionOf(other.page, vision).waitFor()
    other.expectOutage(true)
    tom.expectOutage(true)
    await tom.page.goto(`${stage.app.url}/account`)
    await tom.page.getByRole('button', { name: words.account.everywhere }).click()
    await tom.page.getByRole('dialog').getByRole('button', { name: words.account.everywhere }).click()
    await says(other, words.general.signedOut)
    const tab = other.context.waitForEvent('page')
    await other.page.getByRole('link', { name: words.general.signInAgain }).click()
    await (await tab).getByLabel(words.entry.email).waitFor()
    stage.expectClean()
  })

  it('[PPL14] closes the sockets of a token when it is revoked', async () => {
    const { page } = morag
    const planId = stage.planUrl.split('/')[4] ?? ''
    await page.goto(`${stage.app.url}/account`)
    await page.getByLabel(words.account.tokenLabel).fill('reports')
    await page.getByRole('button', { name: words.account.tokenCreate }).click()
    const token = await page.getByLabel(words.account.token, { exact: true }).inputValue()
    const openSocket = () =>
      new WebSocket(`${stage.app.url.replace('http', 'ws')}/sync/plans/${planId}?editor=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
    const codeOf = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve))
    const socket = openSocket()
    const closed = codeOf(socket)
    await new Promise((resolve) => socket.once('open', resolve))
    await page.getByRole('button', { name: words.account.tokenRevokeOf('reports') }).click()
    expect([await closed, await codeOf(openSocket())]).toEqual([closeCode.accessChanged, closeCode.signIn])
    const answer = await fetch(`${stage.app.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(401)
  })
})
