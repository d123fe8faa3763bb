import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/javascript/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import * as monaco from 'monaco-editor/editor.js';
import * as json from 'monaco-editor/languages/features/json/register.js';
import * as typescript from 'monaco-editor/languages/features/typescript/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import ScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker';
import { declarations } from './declarations';

// Files of the app: the page's policy has no others.
globalThis.MonacoEnvironment = {
  getWorker: (_, label) => (label === 'json' ? new JsonWorker() : label === 'javascript' || label === 'typescript' ? new ScriptWorker() : new EditorWorker()),
};

// What there is beside the language is declared; there is no page around user code.
for (const language of [typescript.javascriptDefaults, typescript.typescriptDefaults]) {
  language.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    lib: ['esnext'],
    allowNonTsExtensions: true,
    allowJs: true,
    noEmit: true,
  });
  language.setExtraLibs(declarations.map(({ name, text }) => ({ filePath: `file:///declarations/${name}.d.ts`, content: text })));
  language.setEagerModelSync(true);
}

// Of JavaScript only what cannot run; libraries of the workspace are not known to the editor.
typescript.javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: false });
typescript.typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false, diagnosticCodesToIgnore: [2307, 7006, 7031] });
json.jsonDefaults.setDiagnosticsOptions({ validate: true, schemaValidation: 'error', enableSchemaRequest: false });

const differences = {
  'diffEditor.removedLineBackground': '#ff000014',
  'diffEditor.removedTextBackground': '#ff000026',
  'diffEditor.insertedLineBackground': '#2ea04314',
  'diffEditor.insertedTextBackground': '#2ea04333',
};

// The editor's own are too pale for numbers of lines and for comments (WCAG AA).
monaco.editor.defineTheme('pintle-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '00600f' },
    { token: 'number', foreground: '075e3c' },
    { token: 'string', foreground: '7d0f0f' },
    { token: 'string.key.json', foreground: '7d0f0f' },
    { token: 'string.value.json', foreground: '0b3a7a' },
  ],
  colors: { 'editorLineNumber.foreground': '#495057', 'editorLineNumber.dimmedForeground': '#495057', 'editorLineNumber.activeForeground': '#000000', ...differences },
});
monaco.editor.defineTheme('pintle-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '9cc98b' },
    { token: 'keyword', foreground: '7cb8ea' },
    { token: 'string', foreground: 'e0ac95' },
  ],
  colors: { 'editor.background': '#1f1f1f', 'editorLineNumber.foreground': '#b8b8b8', 'editorLineNumber.dimmedForeground': '#b8b8b8', 'editorLineNumber.activeForeground': '#ffffff', ...differences },
});

/** The editors' colours are of the whole page. */
export function colour(scheme: 'light' | 'dark') {
  monaco.editor.setTheme(`pintle-${scheme}`);
}

export { monaco };
