/** Words used on more than one screen. */

/** "1 comment", "3 comments". */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** "Ada, Ben and Cal". */
export const listed = (names: readonly string[]): string => listFormat().format(names)

/** A formatter takes longer to make than all it is asked in a visit: made when first asked. */
const madeOnce = <T>(make: () => T): (() => T) => {
  let made: T | null = null
  return () => (made ??= make())
}

const longDay = { day: 'numeric', month: 'long', year: 'numeric' } as const
const listFormat = madeOnce(() => new Intl.ListFormat('en-GB', { type: 'conjunction' }))
const dayFormat = madeOnce(() => new Intl.DateTimeFormat('en-GB', { ...longDay, timeZone: 'UTC' }))
const momentFormat = madeOnce(
  () => new Intl.DateTimeFormat('en-GB', { ...longDay, hour: '2-digit', minute: '2-digit' }),
)
const numberFormat = madeOnce(() => new Intl.NumberFormat('en-GB'))
const timeFormat = madeOnce(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }))

/** Milliseconds since 1970 as "14:05", in the reader's own time. */
export const sayTime = (at: number): string => timeFormat().format(at)

/** A `YYYY-MM-DD` as "31 March 2027". */
export const sayDay = (day: string): string => dayFormat().format(new Date(`${day}T00:00:00Z`))

/** An ISO moment as "31 March 2027 at 14:05", in the reader's own time. */
export const sayMoment = (at: string): string => momentFormat().format(new Date(at))

export const roles = {
  coordinator: 'Coordinator',
  lead: 'Lead officer',
  drafter: 'Drafter',
  commenter: 'Commenter',
  reader: 'Reader',
} as const

export const states = {
  'not-started': 'Not started',
  drafting: 'Drafting',
  ready: 'Ready to sign',
  signed: 'Signed off',
} as const

export const general = {
  product: 'Còmhla',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  remove: 'Remove',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy. Select the text and copy it yourself.',
  loading: (what: string) => `Loading ${what}`,
  tryAgain: 'Try again',
  skipTo: (what: string) => `Skip to ${what}`,
  skipLinks: 'Skip links',
  home: 'Your plans',
  account: 'Your account',
  help: 'Help',
  keys: 'Keyboard help',
  accessibility: 'Accessibility statement',
  signOut: 'Sign out',
  main: 'main content',
  footer: 'Help and account',
  errorTitle: 'There is a problem',
  tooLong: (label: string, length: number, most: number) =>
    `“${label}” has ${numberFormat().format(length)} characters: shorten it to ${numberFormat().format(most)}`,
  day: 'Day',
  month: 'Month',
  year: 'Year',
  notADate: 'Enter a real date, for example 31 3 2027',
  example: 'Example: an invented plan for an invented area. Nothing in it is real.',
  notFound: 'Nothing here',
  notFoundSays:
    'There is no such plan or section, or you are not a member of it. Check the link, or ask the person who sent it.',
  signedOut: 'You are signed out',
  signedOutSays:
    'Your session ended or was ended from another place. What was saved is safe, and what you typed is kept on this page: do not close it. Sign in again in a new tab, then come back here.',
  signInAgain: 'Sign in again (opens a new tab)',
  signedInAgain: 'I have signed in, go on',
  accessEnded: 'You can no longer open this plan',
  accessEndedSays:
    'A coordinator changed your access. What you wrote stays in the plan. Ask them if this is a mistake.',
  notFoundHome: 'Go to your plans',
} as const

export const errors = {
  unreachable: 'The server cannot be reached. Nothing was lost. Check your connection and try again.',
  malformed: 'The server cannot take this as it is. Nothing you typed is lost.',
  slow: 'Waiting for the server. Nothing you typed is lost.',
  unanswered:
    'No answer came from the server. Nothing you typed is lost. Check your connection, and whether it was done, then try again.',
  onlyOnce: 'If it was done, trying again does not do it twice.',
  unexpected: (status: number) =>
    `Something went wrong on our side${status === 0 ? '' : ` (${status})`}. What you typed is still on this page. Try again in a minute.`,
  reference: (id: string) => `If you ask for help, give this reference: ${id}`,
  broken: 'This page stopped working',
  brokenSays:
    'What was saved is safe. If some of your changes were not saved yet, this page says so above and goes on trying. Then reload the page.',
  screenMissing: 'This page could not be loaded',
  partAway:
    'This could not be loaded, because the server cannot be reached. Nothing was lost. Try again once you are connected.',
  partGone:
    'This could not be loaded. Reload the page to get it. If some of your changes are not saved yet, the page says so: wait until they are.',
  reload: 'Reload the page',
} as const
