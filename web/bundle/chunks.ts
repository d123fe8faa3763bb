import type { Rolldown } from 'vite';

/** What is shared and the first pages show. A name that is missing here, or too many, costs a request or some kilobytes, no more. */
const FIRST = [
  /@tabler|@mantine[\\/](hooks|form)|[\\/]src[\\/](api[\\/]|ui[\\/](Empty|EntryCard|PageHead|ServerForm|toasts|useServerForm)|features[\\/](first-event[\\/]StartButton|connections[\\/]words))/,
  /[\\/]components[\\/](ActionIcon|Button|Center|Collapse|Container|Divider|Input|InputBase|Overlay|Paper|PasswordInput|Stack|TextInput)[\\/]/,
  /AccordionChevron|@mantine[\\/]core[\\/]esm[\\/](core|utils)[\\/]/,
];
const SHARED = /@mantine|[\\/]src[\\/]forms[\\/]/;

/**
 * Few files: for each the browser takes more time than for the little that most would hold. What every page needs is one, what else the log-in and home pages need is one,
 * what several screens share is one. The code editor and what reads Markdown come when they are shown.
 */
export const codeSplitting: NonNullable<Rolldown.OutputOptions['codeSplitting']> = {
  groups: [
    { name: 'app', tags: ['$initial'], priority: 4 },
    { name: 'first', test: (id) => FIRST.some((part) => part.test(id)), minShareCount: 2, priority: 2 },
    { name: 'shared', test: SHARED, minShareCount: 2, priority: 1 },
  ],
};
