/**
 * Opening a page that was closed, without a connection, in real browsers: whom the device keeps the program for, what is
 * shown of a plan and when, and that nothing kept ever takes the place of what the server answers.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../client/words/en.ts'
import { findAxeFaults } from '../support/audit.ts'
import { launchChromium, launchProfile } from '../support/chromium.ts'
import { copiesIn, keepToOpen, noProgramThere, programIn } from '../support/device.ts'
import { signIn, type Person } from '../support/person.ts'
import { openProxy } from '../support/proxy.ts'
import { becomes, isSaved, openEditor, says, sectionOf, sees, typeAt } from '../support/screens.ts'
import { setStage } from '../support/stage.ts'

/** Drafter of the health board, always connected; sees what the others send. */
let eilidh: Person

const stage = setStage(async ({ enter }) => {
  eilidh = await enter('Eilidh Struan')
})
const { enter, linkFor, openIn } = stage

/** Leaves the plan with a copy of it kept, without a connection, and opens its address again. */
const openAgain = async (person: Person): Promise<Person> => {
  await person.page.close()
  stage.outage(true)
  stage.gate.shut()
  const again = await openIn(person.context, `${person.name} again`)
  again.expectOutage(true)
  await again.page.goto(stage.planUrl)
  return again
}

const keptNotice = ({ page }: Person) => page.getByRole('alert').filter({ hasText: /copy of the plan, as it was on/ })

const policyOf = async (page: Page): Promise<string> => {
  const answer = await page.reload()
  return (await answer?.allHeaders())?.['content-security-policy'] ?? ''
}

describe('a plan that was closed', () => {
  it('[COPY14] [PAGE52] is opened without a connection from its copy, says so, and sends what was written in it', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    const before = await openEditor(callum.page, title)
    await typeAt(callum, before.locator('p').first(), 'start', 'Before it was closed. ')
    await isSaved(callum)
    await keepToOpen(callum)
    const again = await openAgain(callum)
    await keptNotice(again).waitFor()
    expect(await keptNotice(again).innerText()).toContain(words.offline.write)
    await sees(again, title, 'Before it was closed.')
    expect(await again.page.getByRole('region', { name: /^\d+\. / }).count()).toBe(29)
    await again.page.getByRole('button', { name: words.comments.onPlanButton }).click()
    await again.page.getByText(words.comments.needsConnection).waitFor()
    expect(await findAxeFaults(again.page)).toEqual([])
    await again.page.getByRole('button', { name: words.comments.cancel, exact: true }).click()
    await again.page.setViewportSize({ width: 320, height: 640 })
    expect(await findAxeFaults(again.page)).toEqual([])
    await again.page.setViewportSize({ width: 1280, height: 900 })
    const text = await openEditor(again.page, title)
    await typeAt(again, text.locator('p').first(), 'start', 'Written after it. ')
    await says(again, words.save.offline(18, true))
    await again.page.close()

    const third = await openIn(callum.context, 'Callum, a third time')
    third.expectOutage(true)
    await third.page.goto(stage.planUrl)
    await keptNotice(third).waitFor()
    await sees(third, title, 'Written after it. Before it was closed.')
    await third.page.close()

    stage.gate.open()
    const back = await openIn(callum.context, 'Callum, back')
    await back.page.goto(stage.planUrl)
    await says(back, /Your changes from your last visit are saved/)
    await sees(eilidh, title, 'Written after it. Before it was closed.')
    expect((await sectionOf(eilidh.page, title).textContent())?.split('Written after it.')).toHaveLength(2)
    expect(await keptNotice(back).count()).toBe(0)
    expect([...callum.errors, ...again.errors, ...third.errors, ...back.errors]).toEqual([])
  })

  it('[COPY15] is opened from its copy where the network takes all and gives nothing, and becomes the plan afterwards', async () => {
    // Nobody has written there a moment ago: what the copy has of it is what the plan has.
    const title = 'Who we are'
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    await callum.page.close()
    stage.outage(true)
    stage.gate.hang()
    const again = await openIn(callum.context, 'Callum again')
    again.expectOutage(true)
    await again.page.goto(stage.planUrl)
    await keptNotice(again).waitFor()
    const text = await openEditor(again.page, title)
    await typeAt(again, text.locator('p').first(), 'start', 'On a hung network. ')
    await says(again, words.save.offline(19, true))
    stage.gate.open()
    await sees(eilidh, title, 'On a hung network.')
    await keptNotice(again).waitFor({ state: 'detached' })
    expect(again.errors).toEqual([])
  })

  it('[COPY14] becomes the plan as the server has it as soon as that is back, with who is signed in', async () => {
    const title = 'Our vision'
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const again = await openAgain(callum)
    await keptNotice(again).waitFor()
    const text = await openEditor(eilidh.page, title)
    await typeAt(eilidh, text.locator('p').first(), 'start', 'Written meanwhile. ')
    await isSaved(eilidh)
    stage.gate.open()
    await sees(again, title, 'Written meanwhile.')
    await keptNotice(again).waitFor({ state: 'detached' })
    await again.page.getByRole('link', { name: 'Callum Reith' }).waitFor()
    expect(again.errors).toEqual([])
  })

  it('[COPY12] says on paper as of when it is, not when it is printed', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const again = await openAgain(callum)
    await keptNotice(again).waitFor()
    const asOf = /as it was on (.+?)\. You can/.exec(await keptNotice(again).innerText())?.[1] ?? ''
    await again.page.addInitScript(() => {
      const now = Date.now
      Date.now = () => now() + 3 * 86_400_000
    })
    await again.page.reload()
    await keptNotice(again).waitFor()
    await again.page.emulateMedia({ media: 'print' })
    await says(again, words.plan.printed(asOf))
    expect(again.errors).toEqual([])
  })

  it('[COPY12] says of what is not kept that it needs a connection, and names what is', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const again = await openAgain(callum)
    // What the browser thinks of its network is not waited for.
    await again.page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }))
    await again.page.goto(`${stage.app.url}/account`)
    await says(again, words.offline.canOpen)
    await says(again, words.errors.unreachable)
    await again.page.goto(`${stage.app.url}/plans/another`)
    await says(again, words.offline.canOpen)
    await says(again, words.errors.unreachable)
    await again.page.goto(stage.app.url)
    await says(again, words.offline.canOpen)
    expect(await findAxeFaults(again.page)).toEqual([])
    await again.page.getByRole('alert').getByRole('link').click()
    await keptNotice(again).waitFor()
    await again.page.getByRole('link', { name: words.plan.people, exact: true }).click()
    await keptNotice(again).waitFor()
    expect(again.errors).toEqual([])
  })

  it('[PAGE18] is not waited for where the page knows that it is cut off, and comes by itself once it is not', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const again = await openAgain(callum)
    await keptNotice(again).waitFor()
    await again.page.goto(stage.app.url)
    await says(again, words.offline.canOpen)
    await again.page.getByRole('button', { name: words.general.tryAgain }).waitFor({ timeout: 5_000 })
    stage.gate.open()
    await again.page.getByRole('link', { name: 'Callum Reith' }).waitFor()
    await becomes(() => again.page.getByText(words.offline.none).count(), 0)
    expect(again.errors).toEqual([])
  })
})

describe('a session that ended while the plan was closed', () => {
  /** Callum's own browser, closed with a copy in it, which ends his session; and what he writes in it the next day. */
  const writeNextDay = async (title: string, typed: string): Promise<Person> => {
    const folder = mkdtempSync(join(tmpdir(), 'comhla-profile-'))
    stage.atEnd(() => rmSync(folder, { recursive: true, force: true }))
    const start = async (name: string): Promise<Person> => {
      const context = await launchProfile(folder, stage.gate.flags)
      stage.atEnd(() => context.close())
      return openIn(context, name)
    }
    const evening = await start('Callum in the evening')
    await signIn(evening, await linkFor('Callum Reith'))
    await evening.page.goto(stage.planUrl)
    await keepToOpen(evening)
    await evening.context.close()
    stage.gate.shut()
    const morning = await start('Callum in the morning')
    morning.expectOutage(true)
    await morning.page.goto(stage.planUrl)
    await keptNotice(morning).waitFor()
    const text = await openEditor(morning.page, title)
    await typeAt(morning, text.locator('p').first(), 'start', typed)
    await says(morning, words.save.offline(typed.length, true))
    return morning
  }

  it('[COPY14] lets its author write before the first connection of the day, and sends it once they have signed in', async () => {
    const title = 'How we measure and report'
    const morning = await writeNextDay(title, 'On the train. ')
    stage.gate.open()
    await says(morning, words.general.signedOut)
    expect(await keptNotice(morning).count()).toBe(0)
    await signIn(morning, await linkFor('Callum Reith'))
    await morning.page.goto(stage.planUrl)
    await sees(eilidh, title, 'On the train.')
    expect((await sectionOf(eilidh.page, title).textContent())?.split('On the train.')).toHaveLength(2)
    expect(morning.errors).toEqual([])
  })

  it('[COPY12] shows nothing of the plan any more once the server has said that nobody is signed in', async () => {
    const morning = await writeNextDay('How we measure and report', 'On the bus. ')
    stage.gate.open()
    await says(morning, words.general.signedOut)
    await becomes(() => morning.page.getByRole('region', { name: /^\d+\. / }).count(), 0)
    await morning.page.reload()
    await morning.page.waitForURL(/sign-in/)
    await says(morning, words.save.onDevice(12))
    stage.gate.shut()
    await morning.page.goto(stage.planUrl)
    await says(morning, words.errors.unreachable)
    expect(await keptNotice(morning).count()).toBe(0)
    // Another person takes all of it away.
    stage.gate.open()
    await signIn(morning, await linkFor('Morag Kinnaird'))
    await becomes(() => programIn(morning.page), noProgramThere)
    expect(await copiesIn(morning.page)).toEqual([])
  })
})

describe('the program on the device', () => {
  it('[COPY13] is kept for nobody without a copy, and gone with the last copy and at the end of the session', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await becomes(() => programIn(callum.page), noProgramThere)
    await keepToOpen(callum)
    expect(await programIn(callum.page)).toEqual({ workers: 1, caches: [expect.stringMatching(/^comhla-program\//)] })
    await callum.page.getByRole('button', { name: words.copy.buttonOn }).click()
    const dialog = callum.page.getByRole('dialog', { name: words.copy.title })
    await dialog.getByRole('button', { name: words.copy.remove }).click()
    await dialog.getByRole('button', { name: words.copy.turnOn }).waitFor()
    await becomes(() => programIn(callum.page), noProgramThere)
    await dialog.getByRole('button', { name: words.general.close }).last().click()

    // On the same page again: the worker that is there still keeps it anew.
    await keepToOpen(callum)
    await callum.page.goto(`${stage.app.url}/account`)
    await callum.page.getByRole('button', { name: words.general.signOut, exact: true }).click()
    await callum.page.waitForURL(/sign-in/)
    expect(await programIn(callum.page)).toEqual(noProgramThere)
    expect(await copiesIn(callum.page)).toEqual([])

    await signIn(callum, await linkFor('Callum Reith'))
    await callum.page.goto(stage.planUrl)
    await keepToOpen(callum)
    await signIn(callum, await linkFor('Morag Kinnaird'))
    await becomes(() => programIn(callum.page), noProgramThere)
    stage.expectClean()
  })

  it('[COPY13] is gone for every window once one of them has signed out', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const second = await openIn(callum.context, 'Callum, second window')
    await second.page.goto(stage.planUrl)
    await becomes(() => second.page.evaluate(() => navigator.serviceWorker.controller !== null), true)
    await callum.page.goto(`${stage.app.url}/account`)
    await callum.page.getByRole('button', { name: words.general.signOut, exact: true }).click()
    await callum.page.waitForURL(/sign-in/)
    expect(await programIn(callum.page)).toEqual(noProgramThere)
    expect(await programIn(second.page)).toEqual(noProgramThere)
    // The worker that this window still has gives it nothing.
    stage.outage(true)
    stage.gate.shut()
    await expect(second.page.goto(stage.planUrl)).rejects.toThrow('net::ERR')
  })

  it('[COPY13] gives the kept page a nonce of its own each time, under the policy of the server', async () => {
    const callum = await enter('Callum Reith', stage.far)
    await keepToOpen(callum)
    const online = await policyOf(callum.page)
    const again = await openAgain(callum)
    const policies = [online, await policyOf(again.page), await policyOf(again.page)]
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
    expect(new Set(nonces).size).toBe(3)
    expect(new Set(policies.map((policy) => policy.replace(/'nonce-[^']+'/g, ''))).size).toBe(1)
    const run = () => again.page.evaluate(() => document.body.setAttribute('onclick', 'alert(1)'))
    await expect(run()).rejects.toThrow('TrustedScript')
  })
})

describe('the program on the device and the server', () => {
  /** Callum, who keeps a copy of the plan, behind a proxy that answers whether or not the server does. */
  const keepBehindProxy = async () => {
    const proxy = await openProxy(stage.app.url)
    stage.atEnd(() => proxy.close())
    const browser = await launchChromium(proxy.flags)
    stage.atEnd(() => browser.close())
    const callum = await enter('Callum Reith', browser)
    await keepToOpen(callum)
    return { proxy, callum }
  }
  const footnote = ({ page }: Person) => page.locator('noscript').textContent()

  it('[COPY13] never stands in for an answer, be it that the server is out of order', async () => {
    const { callum } = await keepBehindProxy()
    stage.outage(true)
    await stage.app.stop()
    stage.atEnd(stage.restart)
    const answer = await callum.page.goto(stage.planUrl)
    expect([answer?.status(), await callum.page.locator('body').innerText()]).toEqual([502, 'Bad gateway'])
  })

  it('[COPY13] gives way to a new build at once, and is then that build, with nothing left of the old', async () => {
    const { proxy, callum } = await keepBehindProxy()
    const [old = ''] = (await programIn(callum.page)).caches
    const [before, after] = ['for a printed copy.', 'for a copy on paper.']
    expect(await footnote(callum)).toContain(before)
    proxy.replace({ [before]: after, [old.replace('comhla-program/', '')]: 'another-build' })
    await callum.page.reload()
    expect(await footnote(callum)).toContain(after)
    await becomes(() => programIn(callum.page), { workers: 1, caches: ['comhla-program/another-build'] }, 60_000)
    stage.outage(true)
    await proxy.close()
    await callum.page.reload()
    await keptNotice(callum).waitFor()
    expect(await footnote(callum)).toContain(after)
  })
})
