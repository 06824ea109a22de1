export interface CodeBlock {
  readonly syntax: string
  readonly code: string
}

/** The fenced blocks of a Markdown document, in order. */
export const readCodeBlocks = (markdown: string): readonly CodeBlock[] =>
  [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, syntax = '', code = '']) => ({
    syntax,
    code,
  }))
