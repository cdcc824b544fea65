/** What people keep of plans on their own computer, and what the browser then holds. */
import type { Page } from 'playwright-core'
import { words } from '../../client/words/en.ts'
import type { Person } from './person.ts'

/** The databases in which this browser keeps copies of plans. */
export const copiesIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name = '' }) => (name.startsWith('comhla-copy/') ? [name] : [])),
  )

/** Keeps a copy, and waits until it holds the whole plan. */
export const keepCopy = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: words.copy.button, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words.copy.title })
  await dialog.getByRole('button', { name: words.copy.turnOn }).click()
  await dialog.getByText(/It holds 29 sections/).waitFor({ timeout: 60_000 })
  await dialog.getByRole('button', { name: words.general.close }).last().click()
}

/** Keeps a copy, and waits until the plan can be opened without a connection. */
export const keepToOpen = async (person: Person): Promise<void> => {
  await keepCopy(person)
  await person.page.getByRole('button', { name: words.copy.buttonOn }).click()
  const dialog = person.page.getByRole('dialog', { name: words.copy.title })
  await dialog.getByText(words.copy.opens).waitFor({ timeout: 60_000 })
  await dialog.getByRole('button', { name: words.general.close }).last().click()
}

/** Service workers of this address, and caches they or pages have made. */
export const programIn = (page: Page): Promise<{ readonly workers: number; readonly caches: readonly string[] }> =>
  page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
  }))

export const noProgramThere = { workers: 0, caches: [] }
