/** Words about a copy of a plan on this computer. */
import { counted } from './general.ts'

/** "640 kB", "1.2 MB". */
const saySize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

export const copy = {
  button: 'Work offline',
  buttonOn: 'Work offline: on',
  buttonFault: 'Work offline: not working',
  title: 'Work offline on this computer',
  says: 'Keep a copy of this plan, and of the program, on this computer, so that you can open it and write without a connection. What you write is kept here, also when you close the browser, and sent when you open the plan with a connection.',
  warning: 'Do not use on a shared computer: anyone who uses this browser could read the copy.',
  wiped:
    'The copy is removed when you sign out, when another person signs in here, and when you may no longer open the plan.',
  turnOn: 'Keep a copy on this computer',
  isOn: 'A copy of this plan is kept on this computer.',
  isOnNow: 'A copy of this plan is now kept on this computer',
  held: (sections: number, bytes: number) =>
    sections === 0 ? 'It is being made.' : `It holds ${counted(sections, 'section', 'sections')}, ${saySize(bytes)}.`,
  newest: (when: string) => `Brought up to date on ${when}.`,
  opens: 'It can be opened without a connection.',
  opensNot: 'It cannot be opened without a connection yet. Keep this page open until it can.',
  remove: 'Remove the copy',
  removed: 'The copy was removed from this computer',
  removeUnsent: (count: number) =>
    `${counted(count, 'change', 'changes')} of yours ${count === 1 ? 'is' : 'are'} not sent yet. If you remove the copy and close this page before ${count === 1 ? 'it is' : 'they are'} sent, ${count === 1 ? 'it is' : 'they are'} lost.`,
  removeUnknown:
    'The copy cannot be read. If it holds changes of yours that are not sent yet, they are lost when it is removed.',
  removeAnyway: 'Remove the copy all the same',
  cannot: 'This browser cannot keep a copy, for example because it is a private window.',
  faults: {
    full: 'There is no more room on this computer. Your changes are kept on this page only: do not close it before they are saved.',
    broken:
      'The browser could not store your last changes. They are kept on this page only: do not close it before they are saved.',
  },
  signOutUnsent: (count: number) =>
    `${counted(count, 'change', 'changes')} of yours ${count === 1 ? 'is' : 'are'} kept on this computer and not in the plan yet. Signing out removes ${count === 1 ? 'it' : 'them'} for good. To keep ${count === 1 ? 'it' : 'them'}, open the plan with a connection first.`,
  signOutUnknown:
    'A copy of a plan on this computer cannot be read. If it holds changes of yours that are not in the plan yet, signing out removes them for good.',
  signOutTitle: 'Sign out and lose unsent changes?',
  signOutAnyway: 'Sign out and lose them',
} as const
