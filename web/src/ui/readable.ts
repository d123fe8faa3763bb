/** JSON laid out; other text as it is. After the blank line of a request the same. */
export function readable(text: string): string {
  const body = text.indexOf('\n\n');
  if (body > 0 && !text.trimStart().startsWith('{')) {
    return `${text.slice(0, body)}\n\n${readable(text.slice(body + 2))}`;
  }

  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
