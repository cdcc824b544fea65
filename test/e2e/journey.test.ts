/**
 * The main job, end to end: a real server, real browsers, five people of three bodies. One test, since each step stands
 * on the one before; where it fails the step is named.
 */
import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import type { Person } from '../support/person.ts'
import { becomes, commentOnWords, invite, join, openEditor, sectionOf, startPlan, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

const council = 'Glenfirth Council'

const forum = 'Glenfirth Voluntary Sector Forum'
const vision = 'vision'

const stage = setStage()
const { open } = stage

/** What stands in view of a section; what is far off the screen is not laid out and has no inner text. */
const readShown = async (section: Locator): Promise<string> => {
  await section.scrollIntoViewIfNeeded()
  return (await section.innerText()).replace(/\s+/g, ' ')
}
const textOf = ({ page }: Person, title: string): Promise<string> => readShown(sectionOf(page, title))

/** The words a person sees of a section; the same for all once everything has arrived. */
const seesWords = async (person: Person, title: string, sought: string): Promise<boolean> =>
  (await textOf(person, title)).includes(sought)

describe('writing a plan together', () => {
  it('takes a plan from the template to a signed section, whatever happens on the way', async () => {
    // The coordinator starts a plan and invites two bodies.
    const morag = await stage.enter('Morag Kinnaird')
    const planId = await startPlan(morag, {
      kind: "Children's Services Plan",
      area: 'Glenfirth',
      mine: council,
      bodies: [[forum, 'Forum', 'Third sector']],
    })
    const bodyNames = await morag.page.evaluate(async (id) => {
      const plan = (await (await fetch(`/api/plans/${id}`)).json()) as { bodies: { name: string }[] }
      return plan.bodies.map(({ name }) => name)
    }, planId)
    expect(bodyNames).toEqual([council, 'NHS Glenfirth', forum])
    await morag.page.goto(`${stage.app.url}/plans/${planId}/people`)
    const links = {
      callum: await invite(morag, {
        name: 'Callum Weir',
        email: 'callum@glenfirth.example',
        body: council,
        role: 'Drafter',
      }),
      eilidh: await invite(morag, {
        name: 'Eilidh Shaw',
        email: 'eilidh@nhs.example',
        body: 'NHS Glenfirth',
        role: 'Drafter',
      }),
      fiona: await invite(morag, { name: 'Fiona Ross', email: 'fiona@forum.example', body: forum, role: 'Commenter' }),
      iain: await invite(morag, {
        name: 'Iain Muir',
        email: 'iain@glenfirth.example',
        body: council,
        role: 'Lead officer',
        capacity: 'Chief Social Work Officer',
      }),
    }
    await morag.page.goto(`${stage.app.url}/plans/${planId}`)
    const callum = await open('Callum')
    const eilidh = await open('Eilidh', stage.far)
    const fiona = await open('Fiona')
    const iain = await open('Iain')
    await Promise.all([
      join(callum, links.callum),
      join(eilidh, links.eilidh),
      join(fiona, links.fiona),
      join(iain, links.iain),
    ])

    // Two bodies write one paragraph at once; one of them is cut off for a while.
    const callumText = await openEditor(callum.page, vision)
    const eilidhText = await openEditor(eilidh.page, vision)
    await typeAt(
      callum,
      callumText.locator('p').first(),
      'start',
      'Every child in Glenfirth is safe, loved and listened to.',
    )
    await becomes(() => seesWords(eilidh, vision, 'safe, loved and listened to.'), true)
    eilidh.expectOutage(true)
    stage.gate.shut()
    await becomes(() => seesWords(eilidh, vision, 'Not connected'), true, 40_000)
    await typeAt(eilidh, eilidhText.locator('p').first(), 'start', 'Health words written in the dark. ')
    await typeAt(callum, callumText.locator('p').first(), 'end', ' Council words meanwhile.')
    stage.gate.open()
    for (const person of [callum, eilidh, fiona, morag]) {
      await becomes(() => seesWords(person, vision, 'Health words written in the dark.'), true, 30_000)
      await becomes(() => seesWords(person, vision, 'Council words meanwhile.'), true)
    }
    eilidh.expectOutage(false)
    const occurrences = (text: string, sought: string): number => text.split(sought).length - 1
    for (const person of [callum, eilidh, fiona]) {
      const text = (await sectionOf(person.page, vision).locator('p').allInnerTexts()).join('\n').replace(/\s+/g, ' ')
      for (const sought of [
        'Health words written in the dark.',
        'Council words meanwhile.',
        'safe, loved and listened to.',
      ]) {
        expect(occurrences(text, sought), `${person.name}: ${sought}`).toBe(1)
      }
    }
    await callum.page.keyboard.press('Escape')
    await callum.page.keyboard.press('Escape')
    await eilidh.page.keyboard.press('Escape')
    await eilidh.page.keyboard.press('Escape')

    // The same action's fields, at once.
    const chapter = 'Priority'
    const first = (page: Person['page']) => sectionOf(page, chapter).first()
    for (const person of [callum, eilidh]) {
      await first(person.page)
        .getByRole('button', { name: /^Edit section/ })
        .click()
      await first(person.page).getByRole('toolbar').waitFor()
    }
    const action = (person: Person) =>
      first(person.page)
        .getByRole('group', { name: /^Action/ })
        .first()
    const field = (person: Person, label: string) => action(person).getByLabel(label, { exact: true })
    await Promise.all([
      field(callum, 'Lead officer (role)').fill('Head of Early Years'),
      field(eilidh, 'Lead body').selectOption({ label: 'NHS Glenfirth' }),
    ])
    await field(callum, 'Lead officer (role)').press('Tab')
    const what = (person: Person) => action(person).locator('p').first()
    const whatOf = async (person: Person) => (await what(person).innerText()).replace(/\s+/g, ' ').trim()
    await typeAt(callum, what(callum), 'start', 'Open a family hub ')
    await becomes(() => whatOf(eilidh), 'Open a family hub')
    await Promise.all([
      typeAt(callum, what(callum), 'start', 'By 2028: '),
      typeAt(eilidh, what(eilidh), 'end', 'in every cluster'),
    ])
    for (const person of [callum, eilidh]) {
      await becomes(() => field(person, 'Lead officer (role)').inputValue(), 'Head of Early Years')
      await becomes(() => field(person, 'Lead body').locator('option:checked').innerText(), 'NHS Glenfirth')
      await becomes(() => whatOf(person), 'By 2028: Open a family hub in every cluster')
    }

    // A tag changes the matrix for everybody.
    await fiona.page.goto(`${stage.app.url}/plans/${planId}/coverage`)
    const row = fiona.page.getByRole('row', { name: /Our vision/ })
    const before = await row.innerText()
    await sectionOf(callum.page, vision).getByText(words.sections.tagsEdit).click()
    await sectionOf(callum.page, vision).getByText('Best use of resources', { exact: true }).click()
    await expect.poll(() => row.innerText(), { timeout: 15_000 }).not.toBe(before)

    // The rep comments on words they cannot edit; the drafter splits and moves them.
    await fiona.page.goto(`${stage.app.url}/plans/${planId}`)
    await sectionOf(fiona.page, vision).waitFor()
    expect(
      await sectionOf(fiona.page, vision)
        .getByRole('button', { name: /^Edit section/ })
        .count(),
    ).toBe(0)
    await commentOnWords(fiona.page, vision, 'loved and listened to', 'Children told us they want to be heard first.')
    const callumAgain = await openEditor(callum.page, vision)
    await callumAgain.getByText('safe, loved and listened to').click()
    await callum.page.keyboard.press('Home')
    for (let step = 0; step < 12; step++) await callum.page.keyboard.press('ArrowRight')
    await callum.page.keyboard.press('Enter')
    await callum.page.keyboard.press('Alt+ArrowDown')
    const marked = () => sectionOf(fiona.page, vision).locator('.commented').allTextContents()
    await expect.poll(async () => (await marked()).join(''), { timeout: 15_000 }).toBe('loved and listened to')

    // The lead officer signs; everybody can only read, at once.
    const signer = iain.page
    await sectionOf(signer, vision)
      .getByRole('link', { name: /^Sign off/ })
      .click()
    await signer.getByRole('button', { name: /^Sign off .* as Glenfirth Council/ }).click()
    await expect.poll(() => callumAgain.isVisible(), { timeout: 10_000 }).toBe(false)
    for (const person of [callum, eilidh, morag, fiona]) {
      await becomes(
        () =>
          sectionOf(person.page, vision)
            .getByRole('button', { name: /^Edit section/ })
            .count(),
        0,
      )
      await becomes(() => seesWords(person, vision, 'Signed off by Iain Muir'), true)
    }

    // The server dies and comes back; what anyone saw is there.
    const seen = await textOf(fiona, vision)
    const seenAction = await action(eilidh).innerText()
    stage.outage(true)
    await stage.app.kill()
    await stage.restart()
    await fiona.page.reload()
    await becomes(() => seesWords(callum, vision, 'Not connected'), false, 30_000)
    stage.outage(false)
    await becomes(() => textOf(fiona, vision), seen)
    expect(seenAction).toContain('Open a family hub')
    const chapterOf = (person: Person) => readShown(first(person.page))
    for (const person of [fiona, eilidh]) {
      await expect
        .poll(() => chapterOf(person), { timeout: 30_000 })
        .toContain('By 2028: Open a family hub in every cluster')
    }
    await becomes(async () => (await marked()).join(''), 'loved and listened to')

    stage.expectClean()
  })
})
