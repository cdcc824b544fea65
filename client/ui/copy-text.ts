/**
 * Puts a text into the clipboard; false where the browser refuses, or has none to give, as on a page that came without
 * encryption.
 */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
