/** All that is loaded where there is a copy, in one: whoever could open one can also make texts of what it holds. */
export { openCopyStore } from './copy-store.ts'
export { withNewestWords } from './kept-plan.ts'
export { rescueOfLost } from './lost-changes.ts'
