/** What every screen has: skip links, the header with the product and the person, the footer with help. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { words } from '../words/en.ts'
import styles from './PageFrame.module.css'

export interface SkipLink {
  readonly href: string
  readonly label: string
}

interface PageFrameProps {
  /** Name of the person signed in. */
  readonly personName?: string | undefined
  readonly skipLinks?: readonly SkipLink[]
  readonly onKeys: () => void
  /** Uses the whole width, as the plan page does. */
  readonly wide?: boolean
  readonly isExample?: boolean
  /** What must be seen on whatever screen one is; above its own content. */
  readonly notices: ReactNode
  readonly children: ReactNode
}

const mainLink: SkipLink = { href: '#main', label: words.general.main }

const show = (target: HTMLElement): void => {
  target.focus()
  target.scrollIntoView()
}

/**
 * Links inside one page: moved by hand, so that the address keeps telling the place in the plan. A part that is hidden
 * is first shown by the button that says that it controls it.
 */
const goTo = (href: string): void => {
  const target = document.getElementById(href.slice(1))
  if (target === null) return
  if (target.checkVisibility()) return show(target)
  document.querySelector<HTMLElement>(`[aria-controls="${target.id}"]`)?.click()
  requestAnimationFrame(() => show(target))
}

const SkipLinks = ({ links }: { readonly links: readonly SkipLink[] }) => (
  <nav className="ds_skip-links no-print" aria-label={words.general.skipLinks}>
    <ul className="ds_skip-links__list">
      {links.map(({ href, label }) => (
        <li className="ds_skip-links__item" key={href}>
          <a
            className="ds_skip-links__link"
            href={href}
            onClick={(event) => {
              event.preventDefault()
              goTo(href)
            }}
          >
            {words.general.skipTo(label)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

interface HeaderProps {
  readonly personName?: string | undefined
  readonly isExample: boolean
}

const Header = ({ personName, isExample }: HeaderProps) => (
  <header>
    <div className={`${styles.header} no-print`}>
      <Link href="/" className={styles.product}>
        {words.general.product}
      </Link>
      {personName !== undefined && (
        <nav aria-label={words.general.account} className={styles.links}>
          <Link href="/">{words.general.home}</Link>
          <Link href="/account">{personName}</Link>
        </nav>
      )}
    </div>
    {isExample && <p className={`${styles.example} no-print`}>{words.general.example}</p>}
  </header>
)

export const PageFrame = ({
  personName,
  skipLinks = [],
  onKeys,
  wide = false,
  isExample = false,
  notices,
  children,
}: PageFrameProps) => (
  <div className={styles.page}>
    <SkipLinks links={[mainLink, ...skipLinks]} />
    <Header personName={personName} isExample={isExample} />
    <main id="main" tabIndex={-1} className={wide ? styles.wide : styles.main}>
      {notices}
      {children}
    </main>
    <footer className={`${styles.footer} no-print`}>
      <nav aria-label={words.general.footer} className={styles.links}>
        <Link href="/help">{words.general.help}</Link>
        <button type="button" className={styles.footerButton} onClick={onKeys}>
          {words.general.keys}
        </button>
        <Link href="/accessibility">{words.general.accessibility}</Link>
      </nav>
    </footer>
  </div>
)
