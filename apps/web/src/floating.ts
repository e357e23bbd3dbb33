/** What opens over the page, and has the focus and the keys to itself. */
export const FLOATING = "[role=dialog], [role=alertdialog], [role=menu]"
