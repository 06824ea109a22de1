/** Lines of at most 80 characters, broken between words; what is longer than a line stays whole. */
export function wrapText(text: string, first = '', others = first): string {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`
    if (!isEmpty && longer.length > 80) {
      lines.push(line)
      line = others + word
    } else line = longer
    isEmpty = false
  }
  return [...lines, line].join('\n')
}
