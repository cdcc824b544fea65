/** The heading of a screen: names the browser's tab, and takes focus when one arrives from another screen. */
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { words } from '../words/en.ts'

let screensSeen = 0

interface PageHeadingProps {
  readonly title: string
  readonly children?: ReactNode
}

/** The first screen keeps the browser's own start of the page. */
export const PageHeading = ({ title, children }: PageHeadingProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} - ${words.general.product}`
  }, [title])
  useEffect(() => {
    screensSeen += 1
    if (screensSeen > 1) heading.current?.focus()
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} id="page-heading">
      {children ?? title}
    </h1>
  )
}
