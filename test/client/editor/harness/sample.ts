/** The template the editor is tried with, and sections as states. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as Y from 'yjs'
import type { SectionContent } from '../../../../shared/plan/model.ts'
import { writeContent } from '../../../../shared/plan/write.ts'
import { parseFramework } from '../../../../shared/template/schema.ts'
import type { BlockType, Framework, Template } from '../../../../shared/template/types.ts'

const templates = join(import.meta.dirname, '../../../../templates')

const readFrameworks = (): readonly Framework[] =>
  readdirSync(join(templates, 'frameworks')).flatMap((file) => {
    const parsed = parseFramework({ file, text: readFileSync(join(templates, 'frameworks', file), 'utf8') })
    return parsed.ok ? [parsed.value] : []
  })

const readBlocks = (): readonly BlockType[] => {
  const text = readFileSync(join(templates, 'childrens-services-plan', 'blocks.yaml'), 'utf8')
  const blocks = parse(text) as Readonly<Record<string, Omit<BlockType, 'type'>>>
  return Object.entries(blocks).map(([type, block]) => ({ ...block, type }))
}

/** The real blocks and vocabularies; sections and rules play no part in the editor. */
export const sampleTemplate = (): Template => ({
  id: 'sample',
  version: 1,
  title: 'Sample',
  basis: { act: 'asp/2014/8', section: '8', label: 'Sample' },
  period: { years: 3, from: '04-01', firstYear: 2017 },
  aims: 's9-aims',
  frameworks: readFrameworks(),
  tagged: [],
  bodyKinds: [],
  blocks: readBlocks(),
  sections: [],
  rules: [],
})

export const stateOf = (content: SectionContent, mangle?: (doc: Y.Doc) => void): string => {
  const doc = new Y.Doc()
  writeContent(doc, content)
  mangle?.(doc)
  const state = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  doc.destroy()
  return state
}
