/** The server's word on one part of what was sent follows its path there, in lower case; by itself it is a sentence. */
export const toSentence = (says: string): string => says.charAt(0).toUpperCase() + says.slice(1)
