/**
 * What becomes of acts where the network takes all and gives nothing: each says so in its own place, keeps what was
 * typed, and can be done once the network is back.
 */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { editorWords } from '../../client/editor/words.ts'
import { words } from '../../client/words/en.ts'
import { becomes, openEditor, says, sectionOf } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const stage = setStage()
const { enter } = stage

const vision = 'vision and values'
/** Of a picture of one point. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const writeComment = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: words.comments.onPlanButton }).click()
  await page.getByLabel(words.comments.text).fill(text)
}
const postComment = (page: Page): Promise<void> => page.getByRole('button', { name: words.comments.post }).click()
const commentsSaying = (page: Page, text: string): Promise<number> =>
  page.locator('[role=comment]').filter({ hasText: text }).count()

const openTags = async (page: Page): Promise<void> => {
  const section = sectionOf(page, vision)
  await section.scrollIntoViewIfNeeded()
  await section.getByText(words.sections.tagsEdit).click()
}
const tag = (page: Page, label: string) => sectionOf(page, vision).getByLabel(label, { exact: true })

const choosePicture = async (page: Page): Promise<void> => {
  await openEditor(page, vision)
  await page.getByRole('button', { name: editorWords.more }).click()
  await page.getByRole('menuitem', { name: editorWords.picture }).click()
  const dialog = page.getByRole('dialog')
  const file = { name: 'hub.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') }
  await dialog.getByLabel(editorWords.pictureDialog.file).setInputFiles(file)
  await dialog.getByLabel(editorWords.pictureDialog.alt).fill('A family hub')
}

describe('a network that hangs', () => {
  it('[PAGE57] is said by every act in its place, which can be done again and loses nothing typed', async () => {
    const [commenter, tagger, drawer, inviter, signer] = await Promise.all([
      enter('Callum Reith', stage.far),
      enter('Callum Reith', stage.far),
      enter('Callum Reith', stage.far),
      enter('Morag Kinnaird', stage.far),
      enter('Iain Dalbeith', stage.far),
    ])
    await writeComment(commenter.page, 'Could the hub open earlier?')
    await openTags(tagger.page)
    await tagger.page.getByRole('tab', { name: words.sections.details }).click()
    await choosePicture(drawer.page)
    await inviter.page.goto(`${stage.planUrl}/people`)
    const invitation = inviter.page.getByRole('region', { name: words.people.invite })
    await invitation.getByLabel(words.people.email).fill('ewan@forum.example')
    await invitation.getByLabel(words.people.name, { exact: true }).fill('Ewan Law')
    await sectionOf(signer.page, 'How we measure')
      .getByRole('link', { name: /^Sign off/ })
      .click()
    const sign = signer.page.getByRole('button', { name: /^Sign off .* as/ })
    await sign.waitFor()
    await signer.page.getByLabel(words.signOff.statement).fill('Agreed, as read out at the board.')

    stage.outage(true)
    stage.gate.hang()
    await postComment(commenter.page)
    await tag(tagger.page, 'Early and preventive').check({ force: true })
    await tag(tagger.page, 'Related services').check({ force: true })
    await tagger.page.getByLabel(words.sections.leadBody).selectOption({ label: 'Police Scotland' })
    await drawer.page.getByRole('button', { name: editorWords.pictureDialog.save }).click()
    await invitation.getByRole('button', { name: words.people.inviteButton }).click()
    await sign.click()
    const all = [commenter, tagger, drawer, inviter, signer]
    for (const person of all) await says(person, words.errors.slow)
    // What is on its way shows as it was chosen.
    const lead = tagger.page.getByLabel(words.sections.leadBody).locator('option:checked')
    const chosen = async (): Promise<readonly unknown[]> => [
      await tag(tagger.page, 'Early and preventive').isChecked(),
      await tag(tagger.page, 'Related services').isChecked(),
      await lead.innerText(),
    ]
    expect(await chosen()).toEqual([true, true, 'Police Scotland'])
    for (const person of [commenter, tagger, inviter, signer]) await says(person, words.errors.unanswered, 60_000)
    expect(await commenter.page.getByLabel(words.comments.text).inputValue()).toBe('Could the hub open earlier?')
    expect(await invitation.getByLabel(words.people.name, { exact: true }).inputValue()).toBe('Ewan Law')
    expect(await signer.page.getByLabel(words.signOff.statement).inputValue()).toContain('board')
    expect(await drawer.page.getByLabel(editorWords.pictureDialog.alt).inputValue()).toBe('A family hub')
    await drawer.page.getByRole('dialog').getByRole('button', { name: editorWords.cancel }).click()
    expect(await chosen()).toEqual([false, false, 'Strathlorne Council'])

    stage.gate.open()
    await postComment(commenter.page)
    await becomes(() => commentsSaying(commenter.page, 'Could the hub open earlier?'), 1)
    await invitation.getByRole('button', { name: words.people.inviteButton }).click()
    await says(inviter, words.people.invited('Ewan Law'))
    await sign.click()
    await says(signer, words.signOff.alreadySigned)
    // Whoever has closed the dialog gets no picture later.
    expect(await sectionOf(drawer.page, vision).getByRole('img', { name: 'A family hub' }).count()).toBe(0)
    stage.outage(false)
    stage.expectClean()
  })

  it('[HTTP14] [PPL18] that lost the answers to what was made makes nothing twice, and shows the token and the link', async () => {
    const [adder, programmer, inviter, starter, widener] = await Promise.all([
      enter('Morag Kinnaird', stage.far),
      enter('Callum Reith', stage.far),
      enter('Morag Kinnaird', stage.far),
      enter('Morag Kinnaird', stage.far),
      enter('Morag Kinnaird', stage.far),
    ])
    await adder.page.getByRole('button', { name: words.sections.add }).click()
    const dialog = adder.page.getByRole('dialog')
    await dialog.getByLabel(words.sections.addName).fill('Our pledge to young carers')
    await programmer.page.goto(`${stage.app.url}/account`)
    await programmer.page.getByLabel(words.account.tokenLabel).fill('Monthly figures')
    await inviter.page.goto(`${stage.planUrl}/people`)
    const invitation = inviter.page.getByRole('region', { name: words.people.invite })
    await invitation.getByLabel(words.people.email).fill('isla@forum.example')
    await invitation.getByLabel(words.people.name, { exact: true }).fill('Isla Gow')
    await starter.page.goto(`${stage.app.url}/new`)
    await starter.page.getByLabel(words.newPlan.area).fill('Glenmorven')
    await starter.page.getByLabel(words.newPlan.mine).selectOption({ label: 'Glenmorven Council' })
    await widener.page.goto(`${stage.planUrl}/people`)
    await widener.page.getByRole('button', { name: words.people.addBody }).click()
    const body = widener.page.getByRole('dialog')
    await body.getByLabel(words.people.fullName).fill('Lorne Ferries Trust')
    await body.getByLabel(words.people.shortName).fill('Ferries Trust')
    const acts = [
      dialog.getByRole('button', { name: words.sections.addButton }),
      programmer.page.getByRole('button', { name: words.account.tokenCreate }),
      invitation.getByRole('button', { name: words.people.inviteButton }),
      starter.page.getByRole('button', { name: words.newPlan.start }),
      body.getByRole('button', { name: words.general.save }),
    ]

    stage.outage(true)
    stage.gate.deafen()
    for (const act of acts) await act.click()
    await says(adder, words.errors.onlyOnce, 60_000)
    await says(programmer, words.account.tokenAgain, 60_000)
    await says(inviter, words.people.inviteUnanswered, 60_000)
    await says(starter, words.errors.onlyOnce, 60_000)
    await says(widener, words.errors.onlyOnce, 60_000)
    stage.gate.open()
    // Coming back to the window, the page learns that the plan has such a body.
    const trusts = widener.page.locator('th', { hasText: 'Lorne Ferries Trust' })
    await widener.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await becomes(() => trusts.count(), 1)
    for (const act of acts) await act.click()

    await dialog.waitFor({ state: 'detached' })
    const pledges = adder.page.getByRole('region', { name: /Our pledge to young carers/ })
    await becomes(() => pledges.count(), 1)
    await programmer.page.getByLabel(words.account.token, { exact: true }).waitFor()
    await becomes(() => programmer.page.getByRole('rowheader', { name: 'Monthly figures' }).count(), 1)
    await inviter.page.getByLabel(words.people.inviteLink).waitFor()
    await says(inviter, words.people.inviteReplaced)
    await becomes(() => inviter.page.getByRole('rowheader', { name: /Isla Gow/ }).count(), 1)
    await body.waitFor({ state: 'detached' })
    await becomes(() => trusts.count(), 1)
    await starter.page.waitForURL(/\/plans\/[^/]+$/)
    await starter.page.goto(stage.app.url)
    const started = starter.page.getByRole('heading', { name: /^Glenmorven/ })
    await becomes(() => started.count(), 1)
    stage.outage(false)
    stage.expectClean()
  })

  it('[ANCH15] that lost the answer to a comment, and let the comment through, does not make it two', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await writeComment(callum.page, 'Who pays for the second hub?')
    stage.outage(true)
    stage.gate.deafen()
    await postComment(callum.page)
    await says(callum, words.errors.slow)
    await says(callum, words.errors.unanswered, 60_000)
    stage.gate.open()
    await becomes(() => commentsSaying(callum.page, 'Who pays for the second hub?'), 1)
    await postComment(callum.page)
    await callum.page.getByLabel(words.comments.text).waitFor({ state: 'detached' })
    expect(await commentsSaying(callum.page, 'Who pays for the second hub?')).toBe(1)
    stage.outage(false)
    stage.expectClean()
  })
})
