/** `plan create`: starts a plan, and lets its coordinator in. The first plan of an installation starts here. */
import { z } from 'zod'
import { contract } from '../../../shared/api/contract.ts'
import { nameByArea } from '../../../shared/plan/body-name.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { sayIssue } from '../../../shared/say-issue.ts'
import type { Template } from '../../../shared/template/types.ts'
import { checkAgainst, createPlanFor } from '../../actions/plans/create-plan.ts'
import type { ActionError } from '../../actions/errors.ts'
import { emailInput, nameInput, planInput } from '../inputs.ts'
import { findOrAddPerson, operatorLink, operatorLinkHours } from '../operator.ts'
import { createVerb, wrongUse } from '../verb.ts'

interface NamedBody {
  readonly name: string
  readonly shortName: string
  readonly kind: string
}

/** `Ardmore Council|Council|council` */
const bodyInput = z.string().transform((text, context): NamedBody => {
  const [name = '', shortName = '', kind = '', ...rest] = text.split('|').map((part) => part.trim())
  if (rest.length > 0 || name === '' || shortName === '' || kind === '') {
    context.addIssue({ code: 'custom', message: `expected "Name|Short|kind", found "${text}"` })
  }
  return { name, shortName, kind }
})

const input = z.strictObject({
  template: planInput.templateId,
  title: planInput.title,
  area: planInput.area,
  from: planInput.from,
  coordinator: emailInput,
  name: nameInput,
  body: z.array(bodyInput).default([]),
})

/** The bodies that prepare the plan by law, where the operator names none. */
const leadBodies = ({ bodyKinds }: Template, area: string): readonly NamedBody[] =>
  bodyKinds.filter(({ lead }) => lead).map(({ kind, label }) => ({ ...nameByArea(kind, label, area), kind }))

const newPlanOf = (template: Template, { title, area, from, body }: z.output<typeof input>) => {
  const named = body.length > 0 ? body : leadBodies(template, area)
  const leads = new Set(template.bodyKinds.filter(({ lead }) => lead).map(({ kind }) => kind))
  const bodies = named.map((one) => ({ ...one, lead: leads.has(one.kind) }))
  return contract['POST /api/plans'].body.safeParse(
    { templateId: template.id, title, area, from, bodies, mine: 0 },
    { error: sayIssue },
  )
}

/** A refusal of the plan's making by the option that was typed. */
const asTyped = ({ says, faults }: ActionError): Result<never, ActionError> => {
  const [fault] = faults ?? []
  return wrongUse(`--${fault?.path === 'from' ? 'from' : 'body'}: ${fault?.says ?? says}`)
}

export const planCreate = createVerb({
  name: 'plan create',
  says: 'Start a plan from a template and print a link that signs its coordinator in.',
  arguments: [],
  options: [
    { name: 'template', value: 'id', required: true, says: 'The plan type, for example childrens-services-plan.' },
    { name: 'title', value: 'text', required: true, says: 'Title of the plan.' },
    { name: 'area', value: 'text', required: true, says: 'The area it is for.' },
    { name: 'from', value: 'YYYY-MM-DD', required: true, says: 'Its first day, on the day of the year the law sets.' },
    { name: 'coordinator', value: 'email', required: true, says: 'Who runs the plan; made a person if not there yet.' },
    { name: 'name', value: 'full name', required: true, says: "The coordinator's name." },
    {
      name: 'body',
      value: 'Name|Short|kind',
      repeatable: true,
      says: "A body, with its kind in the template. The coordinator is the first one's. Without: the lead bodies.",
    },
  ],
  examples: [
    'plan create --template childrens-services-plan --title "Children\'s Services Plan 2026-29" --area Ardmore --from 2026-04-01 --coordinator morag@ardmore.example --name "Morag Reid"',
    'plan create --template childrens-services-plan --title "Our plan" --area Ardmore --from 2026-04-01 --coordinator morag@ardmore.example --name "Morag Reid" --body "Ardmore Council|Council|council" --body "NHS Ardmore|NHS|health-board"',
  ],
  input,
  run: (world, typed) =>
    world.open(async (deps) => {
      const template = deps.templates.get(typed.template)
      if (!template) return wrongUse(`--template: there are ${[...deps.templates.keys()].join(', ')}.`)
      const newPlan = newPlanOf(template, typed)
      if (!newPlan.success) return wrongUse(`--body: ${newPlan.error.issues[0]?.message ?? 'not a body'}`)
      const known = template.bodyKinds.map(({ kind }) => kind)
      const strange = newPlan.data.bodies.find(({ kind }) => !known.includes(kind))
      if (strange) return wrongUse(`--body: no kind ${strange.kind}; there are ${known.join(', ')}.`)
      const checked = checkAgainst(template, newPlan.data)
      if (!checked.ok) return asTyped(checked.error)
      const person = await findOrAddPerson(deps, typed.coordinator, typed.name)
      const made = await createPlanFor(deps, person.id, newPlan.data)
      if (!made.ok) return made
      const { id } = made.value
      const signInLink = await operatorLink(deps, person.id)
      return ok({
        json: { id, coordinator: { id: person.id, email: person.email, name: person.name }, signInLink },
        text: `Plan ${id}\nLink for ${person.name}, good once, for ${operatorLinkHours} hours:\n${signInLink}`,
      })
    }),
})
