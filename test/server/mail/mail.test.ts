import { describe, expect, it } from 'vitest'
import { invitationMail, signInMail } from '../../../server/mail/letters.ts'
import { createPrintingMailer } from '../../../server/mail/mailer.ts'

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
})
