/** The subject itself: the real server on a copy of the worked example that was made longer. */
import { rmSync } from 'node:fs'
import type { BrowserContext } from 'playwright-core'
import type { Me } from '../../../shared/api/person.ts'
import type { PlanView } from '../../../shared/api/plans.ts'
import type { Reading, SectionView } from '../../../shared/api/sections.ts'
import { planYearsOf } from '../../../client/plan/plan-years.ts'
import { linkablesOf } from '../../../client/ui/plan-names.ts'
import { words } from '../../../client/words/en.ts'
import type { Item, SectionContent } from '../../../shared/plan/model.ts'
import { plainText, wordCount } from '../../../shared/plan/text.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import type { Template } from '../../../shared/template/types.ts'
import { forgetApp, startApp, type App, type ExamplePerson } from '../../support/app.ts'
import { writeScaledTemplates } from '../scaled-templates.ts'
import type { LongPlan } from './one-editor.ts'
import type { Place, Subject } from './subject.ts'

export interface LongComhla {
  readonly subject: Subject
  readonly plan: LongPlan
}

export const startComhla = async (wordsWanted: number): Promise<LongComhla> => {
  const templates = writeScaledTemplates(wordsWanted)
  const app = await startApp({ env: { COMHLA_TEMPLATES: templates } })
  rmSync(templates, { recursive: true })
  const [writer, ...colleagues] = await Promise.all(app.people.filter(mayWrite).map((person) => signIn(app, person)))
  if (writer === undefined || colleagues.length === 0)
    throw new Error('The worked example has too few people who write')
  const ask = async <T>(path: string): Promise<T> => askAs<T>(app, writer, path)
  const onlyReads = app.people.find(({ role }) => role === 'reader')
  if (onlyReads === undefined) throw new Error('Nobody in the worked example only reads')
  const planId = (await ask<Me>('/api/me')).plans[0]?.id ?? ''
  const view = await ask<PlanView>(`/api/plans/${planId}`)
  const readings = await ask<readonly Reading[]>(`/api/plans/${planId}/readings`)
  const template = await ask<Template>(`/api/plans/${planId}/template`)
  const plan = longPlanOf(view, readings, template)
  return {
    plan,
    subject: subjectOf({
      app,
      planId,
      writer,
      reader: await signIn(app, onlyReads),
      colleagues,
      count: plan.places.length,
    }),
  }
}

const mayWrite = ({ role }: ExamplePerson): boolean => ['coordinator', 'lead', 'drafter'].includes(role)

/** Name and value of the session's cookie. */
const signIn = async ({ url }: App, { link, name }: ExamplePerson): Promise<string> => {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`${name} could not sign in: ${response.status} ${await response.text()}`)
  return cookie
}

const askAs = async <T>({ url }: App, cookie: string, path: string): Promise<T> => {
  const response = await fetch(`${url}${path}`, { headers: { cookie } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

// ---- the plan ------------------------------------------------------------------------------------------------------

const longPlanOf = (view: PlanView, readings: readonly Reading[], template: Template): LongPlan => {
  const contents = new Map(readings.map(({ sectionId, content }) => [sectionId, content]))
  const contentOf = ({ id }: SectionView): SectionContent => contents.get(id) ?? { items: [] }
  const named = view.sections.map((section) => ({ title: section.title, content: contentOf(section) }))
  return {
    places: view.sections.map((section, index) => placeOf(section, index + 1, contentOf(section))),
    contents,
    facts: { template, bodies: view.bodies, planYears: planYearsOf(view), linkables: linkablesOf(named, template) },
  }
}

const placeOf = ({ id, title, state }: SectionView, number: number, { items }: SectionContent): Place => {
  const text = plainText(items)
  const paragraphs = items.flatMap((item, index) => (isParagraph(item) ? [index] : []))
  return {
    id,
    number,
    title,
    words: wordCount(text),
    lastLine: text.split('\n').findLast((line) => line.trim() !== '') ?? '',
    paragraphs: state === 'signed' ? [] : paragraphs,
  }
}

/** Plain words and enough of them: one run of text without marks, as the colleagues write at its end. */
const isParagraph = (item: Item): boolean =>
  item.type === 'paragraph' && item.content.every(({ type }) => type === 'text') && wordCount(plainText([item])) > 30

// ---- the subject ---------------------------------------------------------------------------------------------------

interface Parts {
  readonly app: App
  readonly planId: string
  readonly writer: string
  readonly reader: string
  readonly colleagues: readonly string[]
  readonly count: number
}

const subjectOf = ({ app, planId, writer, reader, colleagues, count }: Parts): Subject => {
  const prepareAs = (cookie: string) => async (context: BrowserContext) => {
    const [name = '', value = ''] = cookie.split('=')
    const where = { domain: new URL(app.url).hostname, path: '/', secure: true }
    await context.addCookies([{ name, value, ...where, httpOnly: true, sameSite: 'Lax' }])
  }
  const editor = ({ id }: Place): string => `[data-section-id="${id}"] .ProseMirror`
  return {
    name: 'Còmhla',
    url: `${app.url}/plans/${planId}`,
    prepare: prepareAs(writer),
    prepareReader: prepareAs(reader),
    firstText: '[data-section-id] .static-text > p',
    wholeText: { className: 'static-text', count },
    wayIn: (page, { number, title }) =>
      page.locator(`button[aria-label=${JSON.stringify(words.sections.edit(number, title))}]`),
    editor,
    paragraph: (page, place, index) =>
      page.locator(`${editor(place)} > :nth-child(${(place.paragraphs[index] ?? 0) + 1})`),
    door: (place, colleague) => ({
      serverUrl: `${app.url.replace('http', 'ws')}/sync`,
      room: sectionRoom(planId, place.id),
      headers: { cookie: colleagues[colleague % colleagues.length] ?? '', origin: app.url },
      user: { name: `Colleague ${colleague + 1}`, color: '#0065bd' },
      from: 0,
    }),
    close: async () => {
      await app.stop()
      forgetApp(app)
    },
  }
}
