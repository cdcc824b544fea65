/**
 * One person in a browser of their own: what they see, and every error their console shows. Lost connections make the
 * browser itself complain; while a test takes the network or the server away, those complaints are its doing.
 */
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

export interface Person {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  /** Errors in the console so far, outages aside. */
  readonly errors: readonly string[]
  /** Marks the time in which network errors are the test's own doing. */
  expectOutage(isOut: boolean): void
  close(): Promise<void>
}

export interface PersonOptions {
  readonly width?: number
  readonly height?: number
  readonly reducedMotion?: 'reduce' | 'no-preference'
}

/** What Chromium itself prints about a network or a server that is away; nothing of ours reads like this. */
const networkError = /Failed to load resource|WebSocket connection to .* failed|net::ERR_/

export const openPerson = async (
  browser: Browser,
  name: string,
  { width = 1280, height = 900, reducedMotion = 'no-preference' }: PersonOptions = {},
): Promise<Person> => {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  return personIn(context, name)
}

/** A person in a browser that is there already, on a page of their own. */
export const personIn = async (context: BrowserContext, name: string): Promise<Person> => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const errors: string[] = []
  let isOut = false
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    if (isOut && networkError.test(message.text())) return
    errors.push(`${name}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => errors.push(`${name}: ${String(error)}`))
  return {
    name,
    page,
    context,
    errors,
    expectOutage: (out) => void (isOut = out),
    close: () => context.close(),
  }
}

/** By a one-time link: the page shows a button, the button spends the link; one plan alone is opened at once. */
export const signIn = async ({ page }: Person, link: string): Promise<void> => {
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** What the person sees, for whoever has to find out why a test failed: `test/artefacts/<name>.png`. */
export const takePicture = async ({ name, page }: Person): Promise<void> => {
  await page.screenshot({ path: join(import.meta.dirname, '../artefacts', `${name}.png`) })
}
