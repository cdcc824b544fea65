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
const dropSecondClick = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault()
}

/** Never a submit button unless it says so. */
export const Button = ({ look = 'secondary', type = 'button', className = '', ...rest }: ButtonProps) => (
  <button
    {...(type === 'submit' && { onClick: dropSecondClick })}
    {...rest}
    type={type}
    className={`${classes[look]} ${className}`.trim()}
  />
)
