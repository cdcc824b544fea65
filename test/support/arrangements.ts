/** Nodes of a section inside one another, as the layout allows it. */
import * as Y from 'yjs'
import { nodeContents, rootContents } from '../../shared/plan/layout.ts'

/** The shortest way from the top of a section down to a node of this name. */
const wayTo = (name: string): readonly string[] => {
  const ways: string[][] = rootContents.map((first) => [first])
  for (const way of ways) {
    if (way.at(-1) === name) return way
    for (const inner of nodeContents[way.at(-1) ?? ''] ?? []) if (!way.includes(inner)) ways.push([...way, inner])
  }
  throw new Error(`No place for ${name}`)
}

/** New nodes, each in the one before; the last has this name. None for the top of a section. */
export const nodesAround = (name: string | null): readonly Y.XmlElement[] => {
  const nodes = name === null ? [] : wayTo(name).map((each) => new Y.XmlElement(each))
  for (const [index, node] of nodes.entries()) nodes[index - 1]?.insert(0, [node])
  return nodes
}
