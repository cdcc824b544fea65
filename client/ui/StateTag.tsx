/** A section's state: the word first, the colour extra. */
import type { SectionState } from '../../shared/plan/facts.ts'
import { words } from '../words/en.ts'

const colours: Readonly<Record<SectionState, string>> = {
  'not-started': 'ds_tag--grey',
  drafting: 'ds_tag--blue',
  ready: 'ds_tag--purple',
  signed: 'ds_tag--green',
}

export const StateTag = ({ state }: { readonly state: SectionState }) => (
  <span className={`ds_tag ${colours[state]}`}>{words.states[state]}</span>
)
