/**
 * Tables: nodes in the plan's layout, cell selection, and the commands a writer has. The stock table plugin repairs
 * every odd table it sees, for everybody, as soon as it sees it; here a table is repaired only together with a
 * command its writer gives.
 */
import { Extension, Node } from '@tiptap/core'
import { Plugin, TextSelection, type Command, type Transaction } from '@tiptap/pm/state'
import type { Node as PmNode, Schema } from '@tiptap/pm/model'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  fixTables,
  goToNextCell,
  isInTable,
  selectedRect,
  tableEditing,
  toggleHeaderRow,
} from '@tiptap/pm/tables'

/** What prosemirror-tables reads off a node's spec; undefined for every other node. */
const tableRoles: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableHeader: 'header_cell',
  tableCell: 'cell',
}

const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow*',
  isolating: true,
  extendNodeSchema: (extension) => ({ tableRole: tableRoles[extension.name] }),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['div', { class: 'editor-table' }, ['table', ['tbody', 0]]],
})

const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
})

const span = (value: unknown): number => {
  const count = Number(value)
  return Number.isInteger(count) && count >= 1 && count <= 100 ? count : 1
}

const cellAttributes = () => ({
  colspan: { default: 1, parseHTML: (cell: HTMLElement) => span(cell.getAttribute('colspan')) },
  rowspan: { default: 1, parseHTML: (cell: HTMLElement) => span(cell.getAttribute('rowspan')) },
  colwidth: { default: null, parseHTML: () => null },
})

const spans = (node: PmNode): Record<string, string> => ({
  ...(span(node.attrs.colspan) > 1 && { colspan: String(node.attrs.colspan) }),
  ...(span(node.attrs.rowspan) > 1 && { rowspan: String(node.attrs.rowspan) }),
})

const TableHeader = Node.create({
  name: 'tableHeader',
  content: 'block*',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ node }) => ['th', { scope: 'col', ...spans(node) }, 0],
})

const TableCell = Node.create({
  name: 'tableCell',
  content: 'block*',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ node }) => ['td', spans(node), 0],
})

/** The stock plugin without its repairs. */
const TableSelection = Extension.create({
  name: 'tableSelection',
  addProseMirrorPlugins: () => {
    const { appendTransaction: _repairs, ...spec } = tableEditing().spec
    return [new Plugin(spec)]
  },
})

/** In the order of nesting. */
export const tableNodes = [Table, TableRow, TableHeader, TableCell, TableSelection]

const makeRow = (schema: Schema, cell: 'tableHeader' | 'tableCell', columns: number): PmNode => {
  const cells = Array.from({ length: columns }, () => schema.node(cell, null, [schema.node('paragraph')]))
  return schema.node('tableRow', null, cells)
}

/** A table with a header row, as every table should have one. */
export const makeTable = (schema: Schema, rows = 3, columns = 3): PmNode =>
  schema.node('table', null, [
    makeRow(schema, 'tableHeader', columns),
    ...Array.from({ length: rows - 1 }, () => makeRow(schema, 'tableCell', columns)),
  ])

/** A cell may be empty in a merge; one a writer makes gets a line to write in. */
const fillCells = (tr: Transaction): Transaction => {
  const empty: number[] = []
  tr.doc.descendants((node, pos) => {
    const role: unknown = node.type.spec.tableRole
    if ((role === 'cell' || role === 'header_cell') && node.childCount === 0) empty.push(pos + 1)
  })
  for (const pos of empty.reverse()) tr.insert(pos, tr.doc.type.schema.node('paragraph'))
  return tr
}

/** Repairs the tables in one go with the writer's command, so that it can be undone with it. */
const repaired =
  (command: Command): Command =>
  (state, dispatch, view) => {
    if (!isInTable(state)) return false
    if (!dispatch) return command(state, undefined, view)
    const repairs = fixTables(state)
    if (!repairs) return command(state, (tr) => dispatch(fillCells(tr)), view)
    const fixed = state.apply(repairs)
    return command(fixed, (tr) => dispatch(fillCells(joinSteps(repairs, tr))), view)
  }

const joinSteps = (first: Transaction, second: Transaction): Transaction => {
  for (const step of second.steps) first.step(step)
  return second.selectionSet ? first.setSelection(second.selection) : first
}

export const tableCommands = {
  rowAbove: repaired(addRowBefore),
  rowBelow: repaired(addRowAfter),
  deleteRow: repaired(deleteRow),
  columnBefore: repaired(addColumnBefore),
  columnAfter: repaired(addColumnAfter),
  deleteColumn: repaired(deleteColumn),
  headerRow: repaired(toggleHeaderRow),
  deleteTable: deleteTable as Command,
} satisfies Record<string, Command>
export type TableCommand = keyof typeof tableCommands

/** Tab moves between cells and stops at the last: it never makes a row, and says what does. */
export const moveCell =
  (direction: 1 | -1, sayEnd: () => void): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false
    const hasMoved = goToNextCell(direction)(state, dispatch)
    if (!hasMoved && direction === 1) sayEnd()
    return true
  }

/** Adds a row below and goes to its first cell. */
export const startRow: Command = (state, dispatch, view) =>
  tableCommands.rowBelow(
    state,
    dispatch &&
      ((tr) => {
        const { map, bottom, tableStart } = selectedRect(state.apply(tr))
        const cell = tableStart + (map.map[bottom * map.width] ?? 0)
        dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(cell + 1))).scrollIntoView())
      }),
    view,
  )

/** Puts the caret into the first cell of a table just inserted at `pos`. */
export const selectFirstCell = (tr: Transaction, pos: number): Transaction =>
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(pos + 3, tr.doc.content.size))))
