/** A template just large enough to try every kind of rule on: aims, priorities, actions, needs, groups and resources. */
import type { FieldKind, FieldType, RuleUse, Template } from '../../shared/template/types.ts'

const field = (name: string, label: string, kind: FieldKind, more: Partial<FieldType> = {}): FieldType => ({
  name,
  label,
  kind,
  ...more,
})

const framework = (id: string, ...codes: readonly string[]) => ({
  ref: `${id}@2020`,
  id,
  edition: '2020',
  title: id,
  source: 'Invented',
  codes: codes.map((code) => ({ code, label: code.toUpperCase() })),
})

const blockType = (type: string, plural: string, title: string, ...fields: readonly FieldType[]) => ({
  type,
  label: type.charAt(0).toUpperCase() + type.slice(1),
  plural,
  hint: '',
  title,
  fields,
})

const sectionOf = (key: string, title: string, blocks: readonly string[] = []) => ({
  key,
  title,
  guidance: '',
  source: '',
  mandatory: false,
  repeatable: false,
  tags: {},
  blocks,
  start: [],
})

export const rule = (
  id: string,
  kind: string,
  settings: RuleUse['with'] = {},
  more: Partial<RuleUse> = {},
): RuleUse => ({
  id,
  kind,
  level: 'warning',
  source: 'Invented',
  says: `What ${id} asks.`,
  with: settings,
  ...more,
})

export const smallTemplate = (...rules: readonly RuleUse[]): Template => ({
  id: 'small',
  version: 1,
  title: 'Small plan',
  basis: { act: 'asp/2014/8', section: '8', label: 'An Act' },
  period: { years: 3, from: '04-01', firstYear: 2017 },
  aims: 'aims',
  criteria: 'criteria',
  frameworks: [
    framework('aims', 'a', 'b'),
    framework('criteria', '1', '2', '3'),
    framework('methods', 'numbers', 'voices'),
    framework('subjects', 'services', 'children'),
    framework('kinds', 'budget', 'workforce'),
    framework('levels', 'early', 'late'),
  ],
  tagged: ['aims', 'criteria'],
  bodyKinds: [{ kind: 'council', label: 'Council', lead: true }],
  blocks: [
    blockType(
      'priority',
      'Priorities',
      'name',
      field('name', 'Priority', 'text'),
      field('needs', 'Needs it answers', 'links', { to: ['need'] }),
    ),
    blockType(
      'action',
      'Actions',
      'what',
      field('what', 'What will be done', 'prose'),
      field('lead', 'Lead body', 'body'),
      field('role', 'Lead officer (role)', 'text'),
      field('priority', 'Serves', 'link', { to: ['priority'] }),
      field('start', 'Starts', 'date'),
      field('end', 'Ends', 'date'),
      field('score', 'Score', 'number'),
      field('milestones', 'Milestones', 'series'),
    ),
    blockType(
      'need',
      'Needs',
      'name',
      field('name', 'Finding', 'text'),
      field('method', 'Kind of evidence', 'choice', { framework: 'methods' }),
      field('about', 'About', 'codes', { framework: 'subjects' }),
      field('reason', 'Not made a priority because', 'text'),
    ),
    blockType(
      'group',
      'Groups',
      'name',
      field('name', 'Group', 'text'),
      field('reportsTo', 'Reports to', 'link', { to: ['group'] }),
      field('top', 'Or reports outside to', 'text'),
    ),
    blockType(
      'resource',
      'Resources',
      'name',
      field('name', 'Resource', 'text'),
      field('body', 'Body', 'body'),
      field('kind', 'Kind', 'choice', { framework: 'kinds' }),
      field('level', 'Spent on', 'choice', { framework: 'levels' }),
      field('years', 'Amount each year', 'years'),
    ),
    blockType('entry', 'Entries', 'term', field('term', 'Term', 'text'), field('meaning', 'Meaning', 'text')),
  ],
  sections: [
    sectionOf('vision', 'Our vision'),
    sectionOf('actions', 'What we will do', ['action', 'priority']),
    sectionOf('money', 'Resources', ['resource']),
  ],
  rules,
})
