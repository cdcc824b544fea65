/** Keeps a broken part from taking the page along: says what is safe and offers to reload. */
import { Component } from 'react'
import type { ReactNode } from 'react'
import { words } from '../words/en.ts'
import { Button } from './Button.tsx'
import { PageHeading } from './PageHeading.tsx'

const Broken = () => (
  <div role="alert">
    <PageHeading title={words.errors.broken} />
    <p>{words.errors.brokenSays}</p>
    <Button look="primary" onClick={() => location.reload()}>
      {words.errors.reload}
    </Button>
  </div>
)

interface CrashProps {
  /** What stands around the words, should it come to that. */
  readonly frame: (says: ReactNode) => ReactNode
  readonly children: ReactNode
}

export class Crash extends Component<CrashProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.frame(<Broken />) : this.props.children
  }
}
