/** Finds things in a template by name. Names come from plans that may be older than the template, so nothing is sure. */
import type { BlockType, FieldType, Framework, FrameworkCode, SectionType, Template } from './types.ts'

export const findBlockType = (template: Pick<Template, 'blocks'>, type: string): BlockType | undefined =>
  template.blocks.find((block) => block.type === type)

export const findField = (blockType: BlockType, name: string): FieldType | undefined =>
  blockType.fields.find((field) => field.name === name)

/** By the framework's id; the template says which edition. */
export const findFramework = (template: Pick<Template, 'frameworks'>, id: string): Framework | undefined =>
  template.frameworks.find((framework) => framework.id === id)

export const findCode = (framework: Framework, code: string): FrameworkCode | undefined =>
  framework.codes.find((entry) => entry.code === code)

/** What a tag or a choice shows; the code itself where this edition does not know it. */
export const codeLabel = (template: Pick<Template, 'frameworks'>, frameworkId: string, code: string): string => {
  const framework = findFramework(template, frameworkId)
  return (framework && findCode(framework, code)?.label) ?? code
}

/** The section type a plan's section was made from; none for a section the partnership added freely. */
export const sectionType = (template: Template, key: string | null): SectionType | undefined =>
  template.sections.find((section) => section.key === key)

/** The sections a new plan begins with, in their order; a repeatable one as often as the template says. */
export const firstSections = ({ sections }: Template): readonly SectionType[] =>
  sections.flatMap((type) => Array.from({ length: type.copies ?? 1 }, () => type))

/** Frameworks that sections are tagged with, in the order they are offered. */
export const taggedFrameworks = (template: Template): readonly Framework[] =>
  template.tagged.flatMap((id) => findFramework(template, id) ?? [])
