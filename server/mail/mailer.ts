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

/** Sends through a mail server: `smtp://user:password@host:port` or `smtps://`. */
export const createSmtpMailer = (smtpUrl: string, from: string): Mailer => {
  const transport = createTransport(smtpUrl)
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from, to, subject, text, disableFileAccess: true, disableUrlAccess: true })
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
