/** What a snippet is written with. */
export type Given = { writeKey: string; dataPlaneUrl: string; controlPlaneUrl: string };

/** What somebody pastes: how the SDK is got, and the lines that send a first event. */
export type Snippet = { install: string; code: string; language: string };

/** A text between double quotes, as C and its descendants write it. */
export const quoted = (text: string) => JSON.stringify(text);

/** The same where a dollar sign begins a variable. */
export const quotedPlain = (text: string) => JSON.stringify(text).replaceAll('$', String.raw`\$`);

/** A text between single quotes, for JavaScript, Python, Ruby and PHP. */
export const single = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

/** A text as a shell's single word. */
export const word = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
