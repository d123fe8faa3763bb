import { lazy } from 'react';

/** The editor is megabytes: it comes when somebody looks at code, and never on the first page. */
export const CodeEditor = lazy(() => import('./CodeEditor'));
export const DiffEditor = lazy(() => import('./DiffEditor'));
