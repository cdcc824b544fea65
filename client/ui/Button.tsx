/** Buttons in the design system's looks. `plain` reads as a link, for small acts in dense lists. */
import type { ComponentProps, MouseEvent, ReactNode } from 'react'

export type ButtonLook = 'primary' | 'secondary' | 'small' | 'plain'

const classes: Readonly<Record<ButtonLook, string>> = {
  primary: 'ds_button',
  secondary: 'ds_button ds_button--secondary',
  small: 'ds_button ds_button--secondary ds_button--small',
  plain: 'plain-button',
}

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook
  readonly children: ReactNode
}

/** The second click of a double click: it must not send what the answer to the first has just put on the page. */
const isSecondClick = (type: string, { detail }: MouseEvent): boolean => type === 'submit' && detail > 1

/**
 * Never a submit button unless it says so. One that is disabled, mostly while it waits for an answer, says so and does
 * nothing, nor does Enter in its form; but it keeps the focus, which a browser would take from it for good.
 */
export const Button = (props: ButtonProps) => {
  const { look = 'secondary', type = 'button', className = '', disabled = false, onClick, ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={disabled || undefined}
      className={`${classes[look]} ${className}`.trim()}
      onClick={(event) => (disabled || isSecondClick(type, event) ? event.preventDefault() : onClick?.(event))}
    />
  )
}
