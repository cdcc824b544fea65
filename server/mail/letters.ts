/** The words of the mails. Each says who it is from, what the link does, how long it lasts, and what if it is a mistake. */
import type { Mail } from './mailer.ts'

export interface InvitationFacts {
  readonly email: string
  readonly name: string
  readonly planTitle: string
  readonly bodyName: string
  readonly inviterName: string
  readonly link: string
  readonly hours: number
  /** An invitation sent before works no more. */
  readonly replaces: boolean
}

export const invitationMail = (facts: InvitationFacts): Mail => ({
  to: facts.email,
  subject: `${facts.planTitle}: ${facts.inviterName} invites you to work on the plan`,
  link: facts.link,
  text: [
    `Hello ${facts.name},`,
    `${facts.inviterName} invites you to work on "${facts.planTitle}" for ${facts.bodyName}.`,
    `Open this link and press "Join". It works once, within ${facts.hours} hours:`,
    facts.link,
    ...(facts.replaces ? ['An invitation you had before no longer works: use this one.'] : []),
    'You need no password. If you did not expect this, leave it: nothing happens without you.',
  ].join('\n\n'),
})

export const signInMail = (email: string, planTitle: string | null, link: string, minutes: number): Mail => ({
  to: email,
  subject: `${planTitle ?? 'Còmhla'}: your link to sign in`,
  link,
  text: [
    `Open this link and press "Sign in". It works once, within ${minutes} minutes:`,
    link,
    'If you did not ask for it, leave it: nobody can sign in without this mail.',
  ].join('\n\n'),
})
