/** Whether what is posted now can reach the server, as far as the page knows. */
import { createContext } from 'react'

export const ConnectionContext = createContext(true)
