/** Markdown without what stands below a heading of the second rank. */
export function withoutSection(markdown: string, title: string): string {
  return markdown
    .split(/^(?=## )/m)
    .filter((section) => !section.startsWith(`## ${title}\n`))
    .join('');
}
