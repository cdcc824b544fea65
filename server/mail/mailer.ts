/**
 * Mail with a link in it. Where no mail server is set the link goes to the operator's screen, so that somebody can
 * hand it on. It is printed apart from the log: logs are shipped and kept, links let people in.
 */
import { createTransport } from 'nodemailer'

export interface Mail {
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** The link in the text, on its own. */
  readonly link: string
}

export interface Mailer {
  /** True when a mail server took it, false when it was only printed. Rejects when the mail server refuses. */
  send(mail: Mail): Promise<boolean>
}

interface MailFault {
  readonly code?: unknown
  readonly responseCode?: unknown
  readonly command?: unknown
}

/** What went wrong with a mail, for the log: a mail server's own words name the address, and so does what it refused. */
export const withoutAddresses = (thrown: unknown): Error => {
  const { code = 'no code', responseCode = 'no answer', command = 'no command' } = (thrown ?? {}) as MailFault
  return new Error(`The mail server did not take a mail: ${String(code)}, ${String(responseCode)}, ${String(command)}`)
}

/** Sends through a mail server: `smtp://user:password@host:port` or `smtps://`. */
export const createSmtpMailer = (smtpUrl: string, from: string): Mailer => {
  const transport = createTransport(smtpUrl)
  return {
    send: async ({ to, subject, text }) => {
      const mail = { from, to, subject, text, disableFileAccess: true, disableUrlAccess: true }
      await transport.sendMail(mail).catch((error: unknown) => {
        throw withoutAddresses(error)
      })
      return true
    },
  }
}

/** Prints who the link is for and the link. */
export const createPrintingMailer = (print: (line: string) => void): Mailer => ({
  send: ({ to, subject, link }) => {
    print(`${subject}\n  for ${to}\n  ${link}`)
    return Promise.resolve(false)
  },
})
