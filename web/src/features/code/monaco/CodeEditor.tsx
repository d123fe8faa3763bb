import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { colour, monaco } from './monaco';
import classes from './CodeEditor.module.css';

/** A place in the code that is wrong. */
export type Mark = { line: number; column: number; message: string };

type Props = {
  label: string;
  value: string;
  language: string;
  onChange?: (value: string) => void;
  isReadOnly?: boolean;
  marks?: readonly Mark[];
  /** By Ctrl or ⌘ and S. */
  onSave?: () => void;
  /** By Ctrl or ⌘ and Enter. */
  onRun?: () => void;
  height?: string;
};

/** Where code or JSON is written. Tab leaves it after Ctrl and M, as the editor's own help says. */
export default function CodeEditor({ label, value, language, onChange, isReadOnly = false, marks = [], onSave, onRun, height = '100%' }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);
  const scheme = useComputedColorScheme('light');
  const changed = useEffectEvent((text: string) => onChange?.(text));
  const save = useEffectEvent(() => onSave?.());
  const run = useEffectEvent(() => onRun?.());
  const first = useEffectEvent(() => ({ value, label, isReadOnly }));

  useEffect(() => {
    if (host.current === null) {
      return;
    }

    const { value: text, label: ariaLabel, isReadOnly: readOnly } = first();
    const model = monaco.editor.createModel(text, language);
    const made = monaco.editor.create(host.current, {
      model,
      ariaLabel,
      readOnly,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontSize: 13,
      tabSize: 2,
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
      accessibilitySupport: 'auto',
      // What is unused is grey, and too pale to be read.
      showUnused: false,
    });
    made.onDidChangeModelContent(() => changed(made.getValue()));
    // Not by addCommand: with several editors the keys would be those of the last one.
    made.onKeyDown((event) => {
      const deed = event.ctrlKey || event.metaKey ? (event.keyCode === monaco.KeyCode.KeyS ? save : event.keyCode === monaco.KeyCode.Enter ? run : null) : null;
      if (deed !== null) {
        event.preventDefault();
        event.stopPropagation();
        deed();
      }
    });
    editor.current = made;
    return () => {
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [language]);

  useEffect(() => {
    if (editor.current !== null && editor.current.getValue() !== value) {
      editor.current.setValue(value);
    }
  }, [value]);

  useEffect(() => {
    editor.current?.updateOptions({ ariaLabel: label, readOnly: isReadOnly, ...(isReadOnly && { readOnlyMessage: { value: 'This cannot be changed here.' } }) });
  }, [label, isReadOnly]);

  useEffect(() => colour(scheme), [scheme]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model) {
      monaco.editor.setModelMarkers(
        model,
        'run',
        marks.map(({ line, column, message }) => ({
          severity: monaco.MarkerSeverity.Error,
          message,
          startLineNumber: line,
          startColumn: column,
          endLineNumber: line,
          endColumn: model.getWordAtPosition({ lineNumber: Math.min(line, model.getLineCount()), column })?.endColumn ?? column + 1,
        })),
      );
    }
  }, [marks, language]);

  return <div ref={host} className={classes.editor} style={{ height }} />;
}
