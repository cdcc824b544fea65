/** A button that opens a menu: arrows move, Enter chooses, Esc and leaving close. Used in the toolbar only. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** Set for one of several styles: whether it is the present one. */
  readonly checked?: boolean
  run(): void
}

interface MenuButtonProps {
  readonly label: string
  /** What the button shows when that differs from its name. */
  readonly shown?: string
  readonly items: readonly MenuItem[]
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
}

export const MenuButton = ({ label, shown, items }: MenuButtonProps): ReactElement => {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (isOpen) menu.current?.querySelector<HTMLElement>('[aria-checked=true], [role^=menuitem]')?.focus()
  }, [isOpen])

  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const handleMenuKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return setOpen(false)
    event.stopPropagation()
    if (event.key === 'Escape') return close()
    const entries = [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const move = moves[event.key]
    if (move === undefined) return jumpToLetter(entries, event.key)
    event.preventDefault()
    entries[move(entries.indexOf(document.activeElement as HTMLElement), entries.length)]?.focus()
  }
  const jumpToLetter = (entries: readonly HTMLElement[], key: string): void => {
    if (key.length !== 1) return
    const next = entries.findIndex((entry) => entry === document.activeElement) + 1
    const ordered = [...entries.slice(next), ...entries.slice(0, next)]
    ordered.find((entry) => entry.textContent?.toLowerCase().startsWith(key.toLowerCase()))?.focus()
  }
  return (
    <div
      className="editor-menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <button
        ref={button}
        type="button"
        className="editor-tool"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={shown === undefined || shown === label ? undefined : `${label}: ${shown}`}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {shown ?? label} <span className="editor-menu-mark" aria-hidden="true" />
      </button>
      {isOpen && (
        <div
          ref={menu}
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className="editor-menu-list"
          onKeyDown={handleMenuKey}
        >
          {items.map(({ id: itemId, label: itemLabel, hint, checked, run }) => (
            <button
              key={itemId}
              type="button"
              role={checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={checked}
              tabIndex={-1}
              onClick={() => {
                setOpen(false)
                run()
              }}
            >
              {itemLabel}
              {hint ? <span className="editor-menu-hint">{hint}</span> : null}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
