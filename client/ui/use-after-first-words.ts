/** For parts of a page that can wait until its first words are on screen. */
import { useDeferredValue } from 'react'

/** False while a page is drawn for the first time, true from the drawing that follows at once. */
export const useAfterFirstWords = (): boolean => useDeferredValue(true, false)
