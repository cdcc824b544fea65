/** What people do on the screens, by the roles and names they see. */
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { words } from '../../client/words/en.ts'
import type { Person } from './person.ts'

/** Waits until `read` says `expected`, as people wait for a page; says what it said last when it never does. */
export const becomes = async <T>(read: () => Promise<T>, expected: T, ms = 15_000): Promise<void> => {
  await expect.poll(read, { timeout: ms, interval: 100 }).toEqual(expected)
}

export interface PlanRequest {
  /** The template's title. */
  readonly kind: string
  readonly area: string
  readonly mine: string
  /** Bodies beside those the template proposes: name, short name, kind. */
  readonly bodies: readonly (readonly [string, string, string])[]
}

/** From the home screen to the new plan's page; answers its id. */
export const startPlan = async ({ page }: Person, { kind, area, mine, bodies }: PlanRequest): Promise<string> => {
  await page.goto(new URL('/new', page.url()).href)
  await page.getByText(kind, { exact: true }).click()
  await page.getByLabel(words.newPlan.area).fill(area)
  for (const [name, short, kind] of bodies) {
    await page.getByRole('button', { name: words.newPlan.addBody }).click()
    const row = page
      .getByRole('group')
      .filter({ has: page.getByLabel(words.newPlan.bodyName) })
      .last()
    await row.getByLabel(words.newPlan.bodyName).fill(name)
    await row.getByLabel(words.newPlan.bodyShort).fill(short)
    await row.getByLabel(words.newPlan.bodyKind, { exact: true }).selectOption({ label: kind })
  }
  await page.getByLabel(words.newPlan.mine).selectOption({ label: mine })
  await page.getByRole('button', { name: words.newPlan.start }).click()
  await page.waitForURL(/\/plans\/[a-z0-9]+$/)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

export interface Invited {
  readonly name: string
  readonly email: string
  readonly body: string
  readonly role: 'Lead officer' | 'Drafter' | 'Commenter' | 'Reader' | 'Coordinator'
  readonly capacity?: string
}

/** On the people screen; answers the link to pass on. */
export const invite = async ({ page }: Person, { name, email, body, role, capacity }: Invited): Promise<string> => {
  const form = page.getByRole('region', { name: words.people.invite })
  await form.getByLabel(words.people.email).fill(email)
  await form.getByLabel(words.people.name, { exact: true }).fill(name)
  await form.getByLabel(words.people.body, { exact: true }).selectOption({ label: body })
  await form.getByText(role, { exact: true }).click()
  if (capacity !== undefined) await form.getByLabel(words.people.capacity).fill(capacity)
  await form.getByRole('button', { name: words.people.inviteButton }).click()
  const link = await page.getByLabel(words.people.inviteLink).inputValue()
  await page.getByRole('button', { name: words.people.inviteAgain }).click()
  return link
}

export const join = async ({ page }: Person, link: string): Promise<void> => {
  await page.goto(link)
  await page.getByRole('button', { name: words.entry.join }).click()
  await page.waitForURL(/\/plans\//)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** The section whose heading holds `title`, static or being written. */
export const sectionOf = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^\\d+\\. .*${title}`, 'i') })

/** Waits until the section's words hold these, on this person's page. */
export const sees = ({ page }: Person, title: string, sought: string): Promise<void> =>
  becomes(async () => ((await sectionOf(page, title).first().textContent()) ?? '').includes(sought), true, 30_000)

/** Waits until the page says this somewhere in sight. */
export const says = ({ page }: Person, sought: string | RegExp, ms = 30_000): Promise<void> =>
  page.getByText(sought).first().waitFor({ timeout: ms })

/** What the page says of what is saved. */
export const saving = ({ page }: Person): Promise<string> => page.getByTestId('save-state').innerText()

export const isSaved = (person: Person): Promise<void> =>
  becomes(async () => (await saving(person)).startsWith('Saved'), true, 30_000)

/** Collects from now on what is said politely, however the region comes to say it. */
export const listen = async ({ page }: Person): Promise<() => Promise<readonly string[]>> => {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const region = document.querySelector('[role=status]')
    if (region === null) throw new Error('Nothing says anything here')
    const observer = new MutationObserver(() => void said.push(region.textContent ?? ''))
    observer.observe(region, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: readonly string[] }).said)
}

/** The notice that offers a person their own words, which did not come into the section. */
export const rescueOf = ({ page }: Person, title: string): Locator =>
  page.getByRole('region', { name: words.save.unsavedTitle(title) })

/** Copies a notice's text as its reader would, and answers what the clipboard then holds. */
export const copied = async ({ page }: Person, notice: Locator): Promise<string> => {
  // A browser writes to the clipboard, and reads it, for the page in front alone.
  await page.bringToFront()
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await notice.getByRole('button', { name: words.save.copyText }).click()
  const read = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  await becomes(async () => (await read()).length > 0, true)
  return read()
}

/** Opens the section's editor and answers its text box. */
export const openEditor = async (page: Page, title: string): Promise<Locator> => {
  const section = sectionOf(page, title)
  await section.getByRole('button', { name: /^Edit section/ }).click()
  const textbox = section.getByRole('textbox', { name: new RegExp(title, 'i') })
  await textbox.waitFor()
  return textbox
}

/** ProseMirror puts its caret where it knows it 20 ms after it gets the focus; no person presses a key so soon. */
const settleMs = 60

/** Types at the start of a line, or at the end of the field it stands in. */
export const typeAt = async ({ page }: Person, line: Locator, edge: 'start' | 'end', typed: string): Promise<void> => {
  await line.click({ position: { x: 2, y: 8 } })
  await page.waitForTimeout(settleMs)
  const isEmpty = (await line.innerText()).trim() === ''
  if (!isEmpty) await page.keyboard.press(edge === 'start' ? 'Home' : 'Control+End')
  await page.keyboard.type(typed)
}

/** Selects words of static text as a mouse would, and opens the comment box on them. */
export const commentOnWords = async (
  page: Page,
  title: string,
  wordsToMark: string,
  comment: string,
): Promise<void> => {
  const section = sectionOf(page, title)
  await becomes(async () => (await section.textContent())?.includes(wordsToMark), true)
  await section.evaluate((section, sought) => {
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(sought) ?? -1
      if (at === -1) continue
      node.parentElement?.scrollIntoView({ block: 'center' })
      document.getSelection()?.setBaseAndExtent(node, at, node, at + sought.length)
      return
    }
    throw new Error(`No such words: ${sought}`)
  }, wordsToMark)
  await page.getByRole('region', { name: words.comments.selectionBar }).getByRole('button').click()
  await page.getByLabel(words.comments.text).fill(comment)
  await page.getByRole('button', { name: words.comments.post }).click()
  await page.locator('[role=comment]').filter({ hasText: comment }).first().waitFor()
}
