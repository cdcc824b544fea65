import { describe, expect, it } from 'vitest'
import { invitationMail, signInMail } from '../../../server/mail/letters.ts'
import { createPrintingMailer, withoutAddresses } from '../../../server/mail/mailer.ts'

const link = 'https://plan.example/join#abc'

describe('mails', () => {
  it('[PPL16] begin with the plan, say what the link does and how long it lasts, and need no password', () => {
    const facts = {
      email: 'ailsa@voices.example',
      name: 'Ailsa',
      planTitle: 'Strathness plan',
      bodyName: 'Strathness Voices',
      inviterName: 'Cora',
      link,
      hours: 72,
      replaces: false,
    }
    const mail = invitationMail(facts)
    expect(mail.subject).toBe('Strathness plan: Cora invites you to work on the plan')
    expect(mail.text).toContain(`within 72 hours:\n\n${link}\n\n`)
    expect(mail.text).toContain('Strathness Voices')
    expect(mail.text).not.toContain('before')
    expect(invitationMail({ ...facts, replaces: true }).text).toContain('An invitation you had before no longer works')
    expect(signInMail('ailsa@voices.example', null, link, 15).subject).toBe('Còmhla: your link to sign in')
  })

  it('[PPL16] are printed for the operator where no mail server is set, and said not to be sent', async () => {
    const lines: string[] = []
    const sent = await createPrintingMailer((line) => void lines.push(line)).send(
      signInMail('ailsa@voices.example', 'Strathness plan', link, 15),
    )
    expect(sent).toBe(false)
    expect(lines).toEqual([`Strathness plan: your link to sign in\n  for ailsa@voices.example\n  ${link}`])
  })

  it('[HTTP8] that a mail server refuses are logged by its codes, without the address', () => {
    const refused = Object.assign(new Error('550 5.1.1 <ailsa@voices.example>: no such mailbox'), {
      code: 'EENVELOPE',
      responseCode: 550,
      command: 'RCPT TO',
      rejected: ['ailsa@voices.example'],
    })
    const { message, ...more } = withoutAddresses(refused)
    expect([message, more]).toEqual(['The mail server did not take a mail: EENVELOPE, 550, RCPT TO', {}])
    expect(withoutAddresses(new Error('a@b.example')).message).not.toContain('a@b')
  })
})
